"""Refusals that are the request's own fault: the key is fine, this request is not.

They belong to none of the ten causes, and they are good news about the key: whoever is
told that a parameter is wrong has passed every gate before. Add a row for a new one.
"""

from typing import Final

from bot.domain.gates import Gate
from bot.domain.refusals import Refusal, says

_REJECTED: Final = frozenset({400, 404, 409, 413, 415, 422})

BAD_REQUESTS: Final = (
    Refusal(
        name="context_length_exceeded",
        gate=Gate.LIBRARY,
        says="The request is longer than the model can read; the key is fine.",
        steps=(
            "Send less text, or summarise the older part of the conversation first.",
            "Lower the number of tokens that you ask for in the answer.",
            "Or use a model with a larger context window.",
        ),
        codes=frozenset({"context_length_exceeded", "string_above_max_length"}),
        wording=says(
            r"maximum context length",
            r"context[ _]length[ _]exceeded",
            r"exceeds the context window",
            r"reduce the length of the (?:messages|prompt|input)",
        ),
        statuses=frozenset({400, 413}),
    ),
    Refusal(
        name="content_policy_violation",
        gate=Gate.LIBRARY,
        says="OpenAI's safety system refused this content; the key is fine.",
        steps=(
            "Rephrase the prompt, and log which input was refused.",
            "Check user input with the moderation endpoint before you send it on.",
            "Do not send the same text again and again: repeated refusals can cost the account.",
        ),
        codes=frozenset(
            {
                "content_policy_violation",
                "moderation_blocked",
                "content_filter",
                "invalid_prompt",
                "image_generation_user_error",
                "cyber_policy_violation",
            },
        ),
        wording=says(
            r"rejected (?:as a result|by) (?:of )?(?:our|the) safety system",
            r"flagged as potentially violating",
            r"flagged for possible",
            r"content[ _](?:management )?policy",
        ),
        statuses=frozenset({400, 403}),
    ),
    Refusal(
        name="unsupported_parameter",
        gate=Gate.LIBRARY,
        says="The request has a parameter that this model does not take; the key is fine.",
        steps=(
            "Remove the parameter that the answer names, or use the one that it proposes.",
            "Newer models take `max_completion_tokens` where older ones take `max_tokens`.",
            "Update the library that builds the request if you did not set it yourself.",
        ),
        codes=frozenset({"unsupported_parameter", "unknown_parameter", "unrecognized_argument"}),
        wording=says(
            r"unsupported parameter",
            r"unknown parameter",
            r"unrecognized request argument",
            r"is not supported with this model",
        ),
        statuses=_REJECTED,
    ),
    Refusal(
        name="unsupported_value",
        gate=Gate.LIBRARY,
        says="A parameter has a value that is not allowed; the key is fine.",
        steps=(
            "Change the parameter that the answer names to a value that it allows.",
            "For a reasoning model leave out `temperature` and `top_p`.",
        ),
        codes=frozenset(
            {
                "unsupported_value",
                "invalid_value",
                "invalid_type",
                "integer_below_min_value",
                "integer_above_max_value",
                "decimal_above_max_value",
                "decimal_below_min_value",
                "empty_string",
                "empty_array",
                "string_too_short",
                "array_above_max_length",
            },
        ),
        wording=says(
            r"unsupported value",
            r"invalid value",
            r"invalid type for",
            r"invalid service_tier argument",
            r"is (?:less|greater) than the (?:minimum|maximum)",
            r"expected (?:a|an) \w+[^.]{0,80}, but got",
        ),
        statuses=_REJECTED,
    ),
    Refusal(
        name="invalid_json_schema",
        gate=Gate.LIBRARY,
        says="The JSON schema that is sent along (of `response_format` or of a tool) is not one that OpenAI takes; the key is fine.",
        steps=(
            'Give every object `"additionalProperties": false` and list all its properties under `required`; make one optional by the type `["string", "null"]`.',
            "Leave out what strict schemas do not know (`default`, `oneOf`, a root that is no object), or send `strict: false`.",
            'With `{"type": "json_object"}` the word JSON has to stand in the messages.',
            "In Python let the library write it: `client.chat.completions.parse(response_format=YourPydanticModel, …)`.",
        ),
        codes=frozenset({"invalid_json_schema", "invalid_function_parameters"}),
        wording=says(r"invalid schema for", r"must contain the word 'json'"),
        statuses=_REJECTED,
    ),
    Refusal(
        name="missing_required_parameter",
        gate=Gate.LIBRARY,
        says="The request lacks something that the endpoint needs; the key is fine.",
        steps=(
            "Add the parameter that the answer names.",
            "Compare the request with the example on the endpoint's page.",
        ),
        codes=frozenset({"missing_required_parameter", "missing_required_field"}),
        wording=says(
            r"missing required (?:parameter|field|argument)",
            r"you must provide a (?:model|prompt|messages)\b",
            r"is a required property",
        ),
        statuses=_REJECTED,
    ),
    Refusal(
        name="invalid_json",
        gate=Gate.LIBRARY,
        says="The body of the request is not what the endpoint can read; the key is fine.",
        steps=(
            "Print the body that you send and read it as JSON yourself.",
            "Set the header `Content-Type: application/json` (multipart for files).",
            "In a shell put the JSON into single quotes, so that its double quotes survive.",
        ),
        codes=frozenset({"invalid_json", "unsupported_content_type", "invalid_content_type"}),
        wording=says(
            r"could not parse the json body",
            r"(?:unsupported|invalid) content[- ]type",
            r"we expect(?:ed)? a valid json",
        ),
        statuses=_REJECTED,
    ),
    Refusal(
        name="resource_not_found",
        gate=Gate.LIBRARY,
        says="The thing that the request names (a file, a response, a thread …) is not there.",
        steps=(
            "Check the id: it belongs to one project, and the key may belong to another.",
            "List what there is, and take the id from the list.",
        ),
        codes=frozenset({"file_not_found", "response_not_found", "previous_response_not_found"}),
        wording=says(
            r"no such (?!organization|host|file or)\w+",
            r"no (?:thread|run|assistant|response|file|batch|message|vector store|tool output)"
            r"s? found",
            r"(?:previous response|item|container) with id\b[^.]{0,80}not found",
        ),
        statuses=_REJECTED,
    ),
    Refusal(
        name="invalid_request_error",
        gate=Gate.LIBRARY,
        says="OpenAI refused this request for what is in it; the key is fine.",
        steps=(
            "Read the message: it names the part of the request that is wrong.",
            "Compare the request with the example on the endpoint's page.",
        ),
        statuses=frozenset({400, 409, 413, 415, 422}),
    ),
)
