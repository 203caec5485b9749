"""What is kept in Redis. Whatever must hold for all replicas at once is one Lua script."""
