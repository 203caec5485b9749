"""The way to OpenAI: which proxy is in force, names, connections, certificates, first answer."""
