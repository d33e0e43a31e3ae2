//! Writes Exif blocks (TIFF structure, CIPA DC-008) as phones do.

/// One field: tag, type, count, value bytes in the block's byte order.
type Field = (u16, u16, u32, Vec<u8>);

/// Half a position: its reference letter; degrees, minutes, seconds as fractions.
pub(crate) type Half = (&'static str, [(u32, u32); 3]);

pub(crate) struct ExifBlock {
    pub(crate) little_endian: bool,
    pub(crate) orientation: Option<u16>,
    pub(crate) taken_at: Option<&'static str>,
    pub(crate) offset: Option<&'static str>,
    /// Latitude, then longitude.
    pub(crate) position: Option<[Half; 2]>,
    /// A small JPEG in the second directory, as cameras embed it.
    pub(crate) thumbnail: Vec<u8>,
}

impl Default for ExifBlock {
    fn default() -> Self {
        Self {
            little_endian: true,
            orientation: None,
            taken_at: None,
            offset: None,
            position: None,
            thumbnail: Vec::new(),
        }
    }
}

impl ExifBlock {
    fn u16(&self, value: u16) -> [u8; 2] {
        if self.little_endian { value.to_le_bytes() } else { value.to_be_bytes() }
    }

    fn u32(&self, value: u32) -> [u8; 4] {
        if self.little_endian { value.to_le_bytes() } else { value.to_be_bytes() }
    }

    fn text(tag: u16, value: &str) -> Field {
        let bytes = [value.as_bytes(), b"\0"].concat();
        (tag, 2, bytes.len() as u32, bytes)
    }

    fn long(&self, tag: u16, value: u32) -> Field {
        (tag, 4, 1, self.u32(value).to_vec())
    }

    fn rationals(&self, tag: u16, values: &[(u32, u32)]) -> Field {
        let bytes = values.iter().flat_map(|&(n, d)| [self.u32(n), self.u32(d)].concat()).collect();
        (tag, 5, values.len() as u32, bytes)
    }

    /// A directory placed at `start`, its long values behind it.
    fn directory(&self, start: usize, fields: &[Field], next: u32) -> Vec<u8> {
        let mut head = self.u16(fields.len() as u16).to_vec();
        let mut tail = Vec::new();
        let tail_start = start + 2 + fields.len() * 12 + 4;
        for (tag, kind, count, value) in fields {
            head.extend(self.u16(*tag));
            head.extend(self.u16(*kind));
            head.extend(self.u32(*count));
            if value.len() <= 4 {
                head.extend(value.iter().copied().chain([0; 4]).take(4));
            } else {
                head.extend(self.u32((tail_start + tail.len()) as u32));
                tail.extend(value);
                tail.resize(tail.len().next_multiple_of(2), 0);
            }
        }
        head.extend(self.u32(next));
        [head, tail].concat()
    }

    /// The TIFF part.
    pub(crate) fn tiff(&self) -> Vec<u8> {
        let mut exif: Vec<Field> = Vec::new();
        exif.extend(self.taken_at.map(|value| Self::text(0x9003, value)));
        exif.extend(self.offset.map(|value| Self::text(0x9011, value)));
        let mut gps: Vec<Field> = Vec::new();
        for (index, (letter, parts)) in self.position.iter().flatten().enumerate() {
            gps.push(Self::text(1 + 2 * index as u16, letter));
            gps.push(self.rationals(2 + 2 * index as u16, parts));
        }
        let main = |exif_at: usize, gps_at: usize| {
            let mut fields: Vec<Field> = Vec::new();
            fields.push(Self::text(0x010F, "CONTOH Kamera"));
            fields.extend(self.orientation.map(|value| (0x0112, 3, 1, self.u16(value).to_vec())));
            fields.push(self.long(0x8769, exif_at as u32));
            fields.push(self.long(0x8825, gps_at as u32));
            fields
        };
        let exif_at = 8 + self.directory(8, &main(0, 0), 0).len();
        let exif = self.directory(exif_at, &exif, 0);
        let gps_at = exif_at + exif.len();
        let gps = self.directory(gps_at, &gps, 0);
        let second_at = gps_at + gps.len();
        let second_length = 2 + 2 * 12 + 4;
        let second =
            [self.long(0x0201, (second_at + second_length) as u32), self.long(0x0202, self.thumbnail.len() as u32)];
        let second = self.directory(second_at, &second, 0);
        let order = if self.little_endian { b"II" } else { b"MM" };
        let first = self.directory(8, &main(exif_at, gps_at), second_at as u32);
        [&order[..], &self.u16(42), &self.u32(8), &first, &exif, &gps, &second, &self.thumbnail].concat()
    }

    /// The file with this block right behind its start marker.
    pub(crate) fn on(&self, jpeg: &[u8]) -> Vec<u8> {
        let tiff = self.tiff();
        let length = u16::try_from(tiff.len() + 8).unwrap().to_be_bytes();
        [&jpeg[..2], b"\xFF\xE1", &length, b"Exif\0\0", &tiff, &jpeg[2..]].concat()
    }
}
