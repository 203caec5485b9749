"""The sandbox in a browser: a small Slack to type into, and the world beside it.

A page without a build step: `static` holds plain ES modules and one style sheet a concern,
`vendor` what others wrote, unchanged and each with its licence. The page draws a picture
of what one person sees, sent anew after every change, and asks for deeds; it knows nothing
that is not in the picture.

Where do I find …?
    server      the address, the WebSocket, the files
    picture     what a person sees, as JSON
    deeds       what a person may ask for
    wire        the log of what went over the wire, with secrets masked
"""
