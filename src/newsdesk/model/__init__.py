"""What the news is: frozen values, without input or output.

Every value is a `msgspec.Struct`, so that it can be compared, hashed and written as JSON as it stands.
This package imports nothing of ours; everything else may import it.
Offsets count Unicode code points and always refer to the `text` of one `Version`.
"""
