"""What schemathesis must know of this server: the bytes of uploads and photos are bytes, and an address
that fails often is slowed down."""

import itertools

import schemathesis

numbers = itertools.count()


@schemathesis.hook
def before_call(ctx, case, kwargs):
    """Each request comes from another address, as the proxy in front would say."""
    number = next(numbers)
    case.headers["x-forwarded-for"] = f"198.18.{number // 250 % 250}.{number % 250}"


@schemathesis.serializer("application/offset+octet-stream")
def upload_bytes(ctx, value):
    if isinstance(value, str):
        value = value.encode("utf-8", "surrogatepass")
    elif not isinstance(value, (bytes, bytearray)):
        value = b"" if value is None else repr(value).encode()
    return bytes(value)


@schemathesis.deserializer("image/jpeg", "image/png", "application/octet-stream")
def photo_bytes(ctx, response):
    return response.content
