"""What somebody could do to the signatures of a checkpoint."""

from base64 import b64decode, b64encode


def without_signature(name_of):
    """Return what takes the signature line of somebody away."""

    def change(files, _random):
        text, _, lines = files["data/checkpoint"].decode().rpartition("\n\n")
        kept = [line for line in lines.splitlines() if not line.startswith(f"— {name_of} ")]
        note = f"{text}\n\n" + "".join(f"{line}\n" for line in kept)
        return {**files, "data/checkpoint": note.encode()}

    return change


def false_signature(files, random):
    text, _, lines = files["data/checkpoint"].decode().rpartition("\n\n")
    lines = lines.splitlines()
    at = random.randrange(len(lines))
    head, _, code = lines[at].rpartition(" ")
    content = bytearray(b64decode(code))
    content[random.randrange(4, len(content))] ^= 1 << random.randrange(8)
    lines[at] = f"{head} {b64encode(bytes(content)).decode()}"
    note = f"{text}\n\n" + "".join(f"{line}\n" for line in lines)
    return {**files, "data/checkpoint": note.encode()}


def from_key(stranger):
    """Return what signs the same checkpoint with a key that only bears the name of the log's."""

    def change(files, _random):
        text, _, lines = files["data/checkpoint"].decode().rpartition("\n\n")
        others = [
            line for line in lines.splitlines() if not line.startswith(f"— {stranger.name} ")
        ]
        signed = f"{text}\n\n" + stranger.line(f"{text}\n")
        note = signed + "".join(f"{line}\n" for line in others)
        return {**files, "data/checkpoint": note.encode()}

    return change
