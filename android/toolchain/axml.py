"""Reads Android's compiled forms, independently of the tools that wrote them: XML, the table of resources, dex."""
import struct
import xml.etree.ElementTree as xml

STRINGS, START, END, WORDS = 0x0001, 0x0102, 0x0103, 0x0104
PACKAGE, TYPE = 0x0200, 0x0201
TEXT, REFERENCE, BOOLEAN, NOTHING = 0x03, 0x01, 0x12, 0xFFFFFFFF


def length(data, at, wide):
    """A length as the string pool writes it, one or two units long, and where it ends."""
    form, high = (("<H", 0x8000) if wide else ("<B", 0x80))
    unit = struct.calcsize(form)
    (first,) = struct.unpack_from(form, data, at)
    if not first & high:
        return first, at + unit
    (second,) = struct.unpack_from(form, data, at + unit)
    return ((first & (high - 1)) << (8 * unit)) | second, at + 2 * unit


def strings(data, at):
    """The string pool whose chunk begins at `at`."""
    count, _, flags, begin = struct.unpack_from("<IIII", data, at + 8)
    found = []
    for offset in struct.unpack_from(f"<{count}I", data, at + 28):
        place = at + begin + offset
        if flags & 0x100:
            _, place = length(data, place, False)
            size, place = length(data, place, False)
            found.append(data[place : place + size].decode("utf-8", "replace"))
        else:
            size, place = length(data, place, True)
            found.append(data[place : place + 2 * size].decode("utf-16-le", "replace"))
    return found


def value(kind, raw, data, pool):
    """An attribute's value as the source would spell it, as far as it is needed here."""
    if kind == TEXT:
        return pool[data]
    if kind == BOOLEAN:
        return "true" if data else "false"
    if kind == REFERENCE:
        return f"@{data:#010x}"
    return pool[raw] if raw != NOTHING else str(data)


def tree(data):
    """The root element; attributes without their namespace. Raises ValueError when this is no compiled XML."""
    if len(data) < 8 or struct.unpack_from("<HH", data) != (3, 8):
        raise ValueError("no compiled XML")
    at, pool, open_, root = 8, [], [], None
    while at + 8 <= len(data):
        kind, _, size = struct.unpack_from("<HHI", data, at)
        if kind == STRINGS:
            pool = strings(data, at)
        elif kind == START:
            _, name, begin, step, count = struct.unpack_from("<IIHHH", data, at + 16)
            element = xml.Element(pool[name])
            for number in range(count):
                place = at + 16 + begin + number * step
                _, key, raw, _, _, form, word = struct.unpack_from("<IIIHBBI", data, place)
                element.set(pool[key], value(form, raw, word, pool))
            if open_:
                open_[-1].append(element)
            root = element if root is None else root
            open_.append(element)
        elif kind == END:
            open_.pop()
        elif kind == WORDS and open_:
            open_[-1].text = (open_[-1].text or "") + pool[struct.unpack_from("<I", data, at + 16)[0]]
        at += max(size, 8)
    if root is None:
        raise ValueError("compiled XML without an element")
    return root


def resource(table, wanted):
    """The text (for a file, its name in the package) behind a number such as 0x7f110002, or None."""
    pool, at = strings(table, 12), 12 + struct.unpack_from("<I", table, 16)[0]
    while at + 8 <= len(table):
        kind, head, size = struct.unpack_from("<HHI", table, at)
        if kind == PACKAGE and struct.unpack_from("<I", table, at + 8)[0] == wanted >> 24:
            size = head
        elif kind == TYPE and table[at + 8] == wanted >> 16 & 0xFF:
            sparse, count, begin = table[at + 9] & 1, *struct.unpack_from("<II", table, at + 12)
            if sparse:
                offsets = {entry: 4 * offset for entry, offset in struct.iter_unpack("<HH", table[at + head : at + head + 4 * count])}
            else:
                offsets = dict(enumerate(struct.unpack_from(f"<{count}I", table, at + head)))
            offset = offsets.get(wanted & 0xFFFF, NOTHING)
            if offset != NOTHING:
                entry = at + begin + offset
                _, _, form, word = struct.unpack_from("<HBBI", table, entry + struct.unpack_from("<H", table, entry)[0])
                return pool[word] if form == TEXT else None
        at += max(size, 8)
    return None


def classes(dex):
    """The names of all classes that a dex file defines. Raises ValueError when it is none."""
    if dex[:4] != b"dex\n":
        raise ValueError("no dex file")
    strings_at, types_at, (count, defs_at) = *(struct.unpack_from("<I", dex, at)[0] for at in (0x3C, 0x44)), struct.unpack_from("<II", dex, 0x60)
    found = set()
    for number in range(count):
        (kind,) = struct.unpack_from("<I", dex, defs_at + 32 * number)
        (text,) = struct.unpack_from("<I", dex, types_at + 4 * kind)
        (place,) = struct.unpack_from("<I", dex, strings_at + 4 * text)
        while dex[place] & 0x80:
            place += 1
        name = dex[place + 1 : dex.index(0, place + 1)].decode("utf-8", "replace")
        found.add(name[1:-1].replace("/", "."))
    return found
