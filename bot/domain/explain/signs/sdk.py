"""Signs of cause 8: the Python library and the code, or the libraries among each other, do not fit.

A missing library and those of other languages stand in `sdk_others`.
"""

from typing import Final

from bot.domain.explain.sign import Meaning, exact, strong, sure
from bot.domain.explain.signs.faults import PYTHON_FAULTS

_WHICH: Final = "See what is installed: `pip show openai httpx` (Node: `npm ls openai`)."

MEANINGS: Final = (
    Meaning(
        code="removed_in_v1",
        says="The code is written for openai-python 0.x, and 1.0 or newer is installed.",
        steps=(
            "New call: `from openai import OpenAI; client = OpenAI(); client.chat.completions.create(model=…, messages=[…])`.",
            "`openai migrate` rewrites most of the old code by itself.",
            "Errors moved too: `openai.error.RateLimitError` is now `openai.RateLimitError`.",
            'To buy time pin the old one: `pip install "openai==0.28.1"`.',
        ),
        own=True,
        signs=exact(
            "you tried to access openai.",
            "no longer supported in openai>=1.0.0",
            "apiremovedinv1",
            "module 'openai' has no attribute 'error'",
            "no module named 'openai.error'",
            "no module named 'openai.embeddings_utils'",
            "no module named 'openai.api_resources'",
            "no module named 'openai.openai_object'",
            "module 'openai' has no attribute 'api_base'",
            "'chatcompletion' object",
            "'completion' object is not",
            "'choice' object",
            "'completionchoice' object",
            "'choicedelta' object",
            "'chatcompletionmessage' object",
            "'chatcompletionchunk' object",
            "'stream' object is not subscriptable",
            "object of type chatcompletion",
            "openaiobject",
            "'imagesresponse' object is not subscriptable",
            "'createembeddingresponse' object is not subscriptable",
            "'asyncopenai' object is not callable",
            "type object 'audio' has no attribute",
            "type object 'chatcompletion' has no attribute",
        ),
    ),
    Meaning(
        code="shadowed_package",
        says="A file or folder of your own is called `openai` and hides the library.",
        steps=(
            'See which file is loaded: `python -c "import openai; print(openai.__file__)"`.',
            "Rename your own `openai.py` (or folder) and remove its `__pycache__`.",
        ),
        own=True,
        signs=exact(
            "partially initialized module 'openai'",
            "'openai' is not a package",
            "from 'openai' (… /openai.py)",
            "from 'openai' (… \\openai.py)",
            "from 'openai' (unknown location)",
        ),
    ),
    Meaning(
        code="sdk_too_old",
        says="The code is written for a newer openai library than the one that is installed.",
        steps=(
            "Update it in the environment that runs the program: `python -m pip install --upgrade openai` (Node: `npm install openai@latest`).",
            _WHICH,
            "Start the notebook or the service anew after that.",
        ),
        own=True,
        signs=(
            *exact(
                "cannot import name … from 'openai",
                "module 'openai' has no attribute 'openai'",
                "module 'openai' has no attribute 'asyncopenai'",
                "module 'openai' has no attribute 'azureopenai'",
                "module 'openai' has no attribute 'chatcompletion'",
                "likely due to an old version of the openai package",
                "'openai' object has no attribute",
                "'asyncopenai' object has no attribute",
                "'azureopenai' object has no attribute",
                "'beta' object has no attribute",
                "'completions' object has no attribute",
                "'responses' object has no attribute",
                "'chat' object has no attribute",
                "completions.create() got an unexpected keyword argument",
                "responses.create() got an unexpected keyword argument",
                "completions.parse() got an unexpected keyword argument",
                "images.generate() got an unexpected keyword argument",
                "module 'openai' has no attribute",
                "module openai has no attribute",
                "openai … has no attribute 'chatcompletion'",
                "cannot import name 'openai'",
                "cannot import name 'asyncopenai'",
            ),
            *strong("openai version … needed", "openai version … required", "requires openai"),
            *strong("create() got an unexpected keyword argument", "please upgrade … openai"),
        ),
    ),
    Meaning(
        code="httpx_proxies",
        says="openai older than 1.55.3 does not work with httpx 0.28 or newer, which no longer takes `proxies`.",
        steps=(
            "Update both: `python -m pip install --upgrade openai httpx`.",
            'Or keep the old one with its httpx: `python -m pip install "httpx<0.28"`.',
            "In your own code use `http_client=httpx.Client(proxy=…)` instead of `proxies=…`.",
        ),
        own=True,
        signs=exact("unexpected keyword argument 'proxies", "unexpected keyword argument 'proxy'"),
    ),
    Meaning(
        code="httpx_gone",
        says="openai 3.0 no longer brings httpx: code that uses httpx beside it has to name it itself.",
        steps=(
            "Add it: `python -m pip install httpx`, and to your requirements.",
            "openai 3.x takes no `httpx.Client` or `httpx.Timeout` of the old httpx: follow httpx2.md in its repository.",
            'To buy time pin the former one: `python -m pip install "openai<3"`.',
        ),
        own=True,
        signs=(
            *exact("expected an instance of `httpx", "invalid `http_client` argument"),
            *strong(
                "no module named 'httpx'",
                "no module named 'httpx2'",
                "module 'httpx' has no attribute",
            ),
        ),
    ),
    Meaning(
        code="library_conflict",
        says="Libraries that openai builds on (or that build on openai) have versions that do not fit together.",
        steps=(
            "Update them together: `python -m pip install --upgrade openai httpx pydantic typing_extensions`.",
            "Ask what conflicts: `python -m pip check`.",
            "Keep one virtual environment for each program.",
        ),
        own=True,
        signs=(
            *exact(
                "pydantic … openai … incompatible",
                "openai … requires … but you have",
                "openai … which is incompatible",
            ),
            *sure(
                "module 'httpcore' has no attribute",
                "module 'httpx' has no attribute",
                "'httpcore' module has no attribute",
                "typing_extensions … openai",
            ),
            # Where frames are shown, one of them names OpenAI's library if it is its failure.
            *sure("cannot import name … from 'typing_extensions'", unless=('file "', "file ~")),
            *strong(
                "from 'typing_extensions'",
                "cannot import name … from 'typing_extensions'",
                "from 'pydantic",
                "from 'httpx",
                "from 'httpcore",
                "from 'anyio",
                "no module named 'pydantic",
                "no module named 'httpcore",
                "no module named 'distro",
                "no module named 'jiter",
                "no module named 'sniffio",
                "no module named 'anyio",
                "no module named 'typing_extensions",
                "pydanticusererror",
                "__pydantic_extra__",
                "pydanticundefinedannotation",
                "class not fully defined; you should define",
                "can't be used in 'await' expression",
                "typeerror: unsupported operand type(s) for |",
                "cannot import name … openai",
                "does not contain a definition for",
                "no overload for method",
                "'type' object is not subscriptable",
                "requires a different python",
                "openai.__init__() got an unexpected keyword",
                "client.__init__() got an unexpected keyword",
            ),
        ),
    ),
    Meaning(
        code="code_does_not_fit",
        says="The code uses the openai library in a way that the installed version does not know.",
        steps=(
            _WHICH,
            "0.x and 1.x differ in everything: `openai.ChatCompletion.create(…)` became `client.chat.completions.create(…)`, and answers are objects: `response.choices[0].message.content`.",
            "With `AsyncOpenAI` every call has to be awaited, with `OpenAI` none.",
            "Update it, and what builds on it, together: `python -m pip install --upgrade openai`.",
        ),
        own=True,
        signs=PYTHON_FAULTS,
    ),
)
