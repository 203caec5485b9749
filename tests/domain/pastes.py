"""What people paste, by what it is: right forms, forms with a mistake, and things that are no key."""

from typing import Final

from tests.domain.cases import PROJECT_KEY, USER_KEY

K: Final = PROJECT_KEY
CURL: Final = f"""curl https://api.openai.com/v1/chat/completions \\
  -H "Content-Type: application/json" \\
  -H "Authorization: Bearer {K}" \\
  -H "OpenAI-Organization: org-invented" \\
  -H "OpenAI-Project: proj_invented" \\
  -d '{{"model": "gpt-6", "messages": []}}'"""
DOTENV: Final = f"""# settings
ANTHROPIC_API_KEY=sk-ant-api03-InventedInventedInvented
export OPENAI_API_KEY='{K}'  # ours
OPENAI_ORG_ID=org-invented
OPENAI_BASE_URL="https://eu.api.openai.com/v1"
DEBUG=1
"""
POWERSHELL: Final = f"""$headers = @{{
  "Authorization" = "Bearer {K}"
  "Content-Type" = "application/json"
}}
Invoke-RestMethod -Uri https://api.openai.com/v1/models -Headers $headers"""

FINE: Final = {
    "bare": K,
    "user key": USER_KEY,
    "variable": f"OPENAI_API_KEY={K}",
    "quoted variable": f'OPENAI_API_KEY="{K}"',
    "export line": f"export OPENAI_API_KEY='{K}'",
    "prompt before it": f"$ export OPENAI_API_KEY={K}",
    "blanks in python": f'OPENAI_API_KEY = "{K}"',
    "powershell variable": f'$env:OPENAI_API_KEY = "{K}"',
    "cmd": f"set OPENAI_API_KEY={K}",
    "cmd, all in quotes": f'set "OPENAI_API_KEY={K}"',
    "setx": f'setx OPENAI_API_KEY "{K}"',
    "fish": f"set -gx OPENAI_API_KEY {K}",
    "dockerfile": f"ENV OPENAI_API_KEY {K}",
    "compose": f"  - OPENAI_API_KEY={K}",
    "yaml": f"OPENAI_API_KEY: {K}",
    "header": f"Authorization: Bearer {K}",
    "header in lower case": f"authorization: bearer {K}",
    "header as an option": f'-H "Authorization: Bearer {K}"',
    "header in a request": f"POST /v1/responses HTTP/1.1\nHost: x\nAuthorization: Bearer {K}\n\n{{}}",
    "curl": CURL,
    "curl in single quotes": f"curl -H 'Authorization: Bearer {K}' https://api.openai.com/v1/models",
    "curl with glued option": f"curl -H'Authorization: Bearer {K}' https://api.openai.com/v1/models",
    "curl on windows": CURL.replace("\\\n", "^\n").replace("'", '"'),
    "curl with a user": f"curl -u :{K} https://api.openai.com/v1/models",
    "curl with a bearer": f"curl --oauth2-bearer {K} https://api.openai.com/v1/models",
    "powershell": POWERSHELL,
    "dotenv": DOTENV,
    "json": f'{{"OPENAI_API_KEY": "{K}"}}',
    "json headers": f'{{"headers": {{"Authorization": "Bearer {K}"}}}}',
    "python": f'client = OpenAI(api_key="{K}")\nclient.responses.create(model="gpt-6")',
    "old python": f"openai.api_key = '{K}'",
    "javascript": f"const client = new OpenAI({{ apiKey: '{K}' }});",
    "node": f"process.env.OPENAI_API_KEY = '{K}'",
    "python's environment": f'os.environ["OPENAI_API_KEY"] = "{K}"',
    "docker": f"docker run -e OPENAI_API_KEY={K} image",
    "heroku": f"heroku config:set OPENAI_API_KEY={K}",
    "kubernetes": f"kubectl create secret generic x --from-literal=OPENAI_API_KEY='{K}'",
    "settings file": f"[openai]\napi_key = {K}\n",
    "httpie": f"http POST https://api.openai.com/v1/responses Authorization:'Bearer {K}'",
    "curl, never closed": f'curl -H "Authorization: Bearer {K}',
    "curl with escapes": f"curl --header Authorization:\\ Bearer\\ {K} https://x.example/v1",
    "curl with equals": f'curl --header="Authorization: Bearer {K}"',
    "admin": f"OPENAI_ADMIN_KEY={K}",
    "langchain": f'llm = ChatOpenAI(openai_api_key="{K}", model="gpt-6")',
}

FAULTY: Final = {
    "no bearer": (f"Authorization: {K}", "auth_header", "missing_bearer"),
    "another scheme": (f"Authorization: Token {K}", "auth_header", "missing_bearer"),
    "bearer twice": (f"Authorization: Bearer Bearer {K}", "auth_header", "bearer_twice"),
    "bearer alone": (f"Bearer {K}", "auth_header", "bearer_in_value"),
    "bearer in a variable": (f'OPENAI_API_KEY="Bearer {K}"', "auth_header", "bearer_in_value"),
    "azure's header": (f"api-key: {K}", "auth_header", "wrong_header_name"),
    "anthropic's header": (f"x-api-key: {K}", "auth_header", "wrong_header_name"),
    "curl without bearer": (
        CURL.replace("Bearer ", ""),
        "auth_header",
        "missing_bearer",
    ),
    "double quotes": (f'"{K}"', "auth_header", "quotes"),
    "one quote": (f"'{K}", "auth_header", "quotes"),
    "backticks": (f"`{K}`", "auth_header", "quotes"),
    "curly quotes": (f"“{K}”", "auth_header", "smart_quotes"),
    "curly quotes in a variable": (f"OPENAI_API_KEY=“{K}”", "auth_header", "smart_quotes"),
    "angle brackets": (f"<{K}>", "auth_header", "brackets"),
    "braces": (f"{{{K}}}", "auth_header", "brackets"),
    "stars": (f"**{K}**", "auth_header", "stray_characters"),
    "full stop": (f"{K}.", "auth_header", "stray_characters"),
    "a line break in letters": (f'OPENAI_API_KEY="{K}\\n"', "auth_header", "stray_characters"),
    "no blank after bearer": (f"Authorization: Bearer{K}", "auth_header", "missing_blank"),
    "a capital": (f"S{K[1:]}", "auth_header", "changed_case"),
    "twice": (K + K, "auth_header", "pasted_twice"),
    "wrapped line": (f"OPENAI_API_KEY={K[:80]}\n{K[80:]}", "auth_header", "inner_blanks"),
    "eight layers of quotes": (f"{'<' * 4}{K}{'>' * 4}", "auth_header", "brackets"),
    "comma": (f"{K},", "auth_header", "stray_characters"),
    "blank inside": (f"{K[:60]} {K[60:]}", "auth_header", "inner_blanks"),
    "line break inside": (f"{K[:60]}\r\n{K[60:]}", "auth_header", "inner_blanks"),
    "wrapped thrice": ("\n".join((K[:50], K[50:100], K[100:])), "auth_header", "inner_blanks"),
    "zero width": (f"{K[:20]}\u200b{K[20:]}", "auth_header", "invisible_characters"),
    "mark of order": (f"\ufeff{K}", "auth_header", "invisible_characters"),
    "right to left": (f"\u202e{K}\u202c", "auth_header", "invisible_characters"),
    "nul": (f"{K}\x00", "auth_header", "invisible_characters"),
    "hard blank": (f"{K}\u00a0", "auth_header", "invisible_characters"),
    "cyrillic": (K.replace("o", "о"), "auth_header", "look_alike_characters"),
    "typeset dash": (K.replace("sk-", "sk–", 1), "auth_header", "look_alike_characters"),
    "full width": (K.replace("k", "ｋ", 1), "auth_header", "look_alike_characters"),
    "no underscore": (f"OPENAI_APIKEY={K}", "environment", "near_miss_variable"),
    "underscore too many": (f"OPEN_AI_API_KEY={K}", "environment", "near_miss_variable"),
    "lower case": (f"openai_api_key={K}", "environment", "near_miss_variable"),
    "letters swapped": (f"OPNEAI_API_KEY={K}", "environment", "near_miss_variable"),
    "blanks in the shell": (f"export OPENAI_API_KEY = {K}", "environment", "blanks_around_equals"),
    "cmd quotes": (f'set OPENAI_API_KEY="{K}"', "environment", "cmd_quotes"),
    "http": (
        CURL.replace("https://", "http://"),
        "network",
        "http_url",
    ),
}

NO_KEY: Final = {
    "nothing": ("", "empty"),
    "blanks": (" \n\t", "empty"),
    "reference": ("$OPENAI_API_KEY", "variable_reference"),
    "reference in braces": ("${OPENAI_API_KEY}", "variable_reference"),
    "reference with default": ("${OPENAI_API_KEY:-none}", "variable_reference"),
    "reference in cmd": ("%OPENAI_API_KEY%", "variable_reference"),
    "template": ("{{ secrets.OPENAI_API_KEY }}", "variable_reference"),
    "node": ("process.env.OPENAI_API_KEY", "variable_reference"),
    "python": ('os.environ["OPENAI_API_KEY"]', "variable_reference"),
    "getenv": ('os.getenv("OPENAI_API_KEY")', "variable_reference"),
    "name alone": ("OPENAI_API_KEY", "variable_reference"),
    "assigned reference": ("OPENAI_API_KEY=${MY_KEY}", "variable_reference"),
    "curl with a reference": (
        'curl https://api.openai.com/v1/models -H "Authorization: Bearer $OPENAI_API_KEY"',
        "variable_reference",
    ),
    "assigned call": ("openai.api_key = os.getenv('OPENAI_API_KEY')", "variable_reference"),
    "template string": ("Authorization: `Bearer ${apiKey}`", "variable_reference"),
    "first letter lost": (K[1:], "truncated"),
    "empty assignment": ("OPENAI_API_KEY=", "empty_assignment"),
    "quoted nothing": ('OPENAI_API_KEY=""', "empty_assignment"),
    "dots": ("sk-...abcd", "masked_copy"),
    "ellipsis": ("sk-proj-…abcd", "masked_copy"),
    "stars": ("sk-proj-" + "*" * 40 + "abcd", "masked_copy"),
    "bullets": ("sk-••••••abcd", "masked_copy"),
    "placeholder": ("your-openai-key", "placeholder"),
    "placeholder in a header": ("Authorization: Bearer YOUR_API_KEY", "placeholder"),
    "placeholder in brackets": ("<YOUR_API_KEY_HERE>", "placeholder"),
    "placeholder with prefix": ("sk-your-api-key-here", "placeholder"),
    "letters": ("sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "placeholder"),
    "counting": ("sk-1234567890", "placeholder"),
    "session": ("sess-InventedInventedInvented", "session_token"),
    "jwt": ("eyJhbGciOiJub25lIn0.eyJpbnZlbnRlZCI6MX0.none", "web_token"),
    "organization": ("org-Invented12345678", "id"),
    "project": ("proj_Invented12345678", "id"),
    "assistant": ("asst_Invented12345678", "id"),
    "tracking id": ("key_Invented12345678", "id"),
    "url": ("https://platform.openai.com/api-keys", "url"),
    "password": ("hunter2", "not_a_key"),
    "words": ("where do I find my key?", "not_a_key"),
    "mrkdwn": ("<!channel> *hi* `x` <@U012AB3CD>", "not_a_key"),
    "page": ("<html><body>Login</body></html>", "not_a_key"),
    "emoji": ("🔑🔑🔑", "not_a_key"),
    "foreign letter": ("sk-proj-Invented🔑Invented" + "x" * 30, "foreign_characters"),
}

OTHERS: Final = {
    "anthropic": "sk-ant-api03-" + "Inv_" * 23 + "IAA",
    "openrouter": "sk-or-v1-" + "0123abcd" * 8,
    "groq": "gsk_" + "Invented1234" * 4 + "abcd",
    "xai": "xai-" + "Invented12" * 8,
    "gemini": "AIzaSy" + "Invented-12" * 3,
    "huggingface": "hf_" + "Invented" * 4 + "xx",
    "perplexity": "pplx-" + "Invented" * 6,
    "replicate": "r8_" + "Invented1" * 4 + "x",
    "deepseek": "deepseek: sk-" + "0123abcd" * 4,
    "azure": "AZURE_OPENAI_API_KEY=" + "0123abcd" * 4,
    "cohere": "COHERE_API_KEY=" + "Invented12" * 4,
}
