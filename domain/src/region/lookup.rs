//! The table in memory: sorted codes and one text of names, about 1.5 MB in all.

use std::ops::Range;

use super::{Region, RegionCode, RegionLevel};

/// Names one after the other, each ended by a line feed.
#[derive(Debug, Default)]
pub(super) struct Names {
    text: Box<str>,
    /// Where the line feed behind each name stands.
    ends: Vec<u32>,
}

impl Names {
    pub(super) fn new(text: Box<str>) -> Self {
        // The text is far below 4 GiB: sections are limited when they are unpacked.
        let ends = text.match_indices('\n').map(|(at, _)| at as u32).collect();
        Self { text, ends }
    }

    /// How many names there are, if nothing stands behind the last line feed.
    pub(super) fn count(&self) -> Option<usize> {
        (self.text.is_empty() || self.text.ends_with('\n')).then_some(self.ends.len())
    }

    fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)? as usize;
        let start = match index.checked_sub(1) {
            None => 0,
            Some(before) => *self.ends.get(before)? as usize + 1,
        };
        self.text.get(start..end)
    }
}

/// Provinces, regencies and districts in one list, a parent right before what lies in it.
#[derive(Debug)]
pub(super) struct Regions {
    /// Six digits each, ascending; see [`RegionCode::stem`].
    pub(super) stems: Vec<u32>,
    pub(super) names: Names,
}

impl Regions {
    pub(super) fn position(&self, stem: u32) -> Option<usize> {
        self.stems.binary_search(&stem).ok()
    }

    pub(super) fn find(&self, stem: u32) -> Option<Region<'_>> {
        self.get(self.position(stem)?)
    }

    pub(super) fn get(&self, index: usize) -> Option<Region<'_>> {
        let code = RegionCode::from_stem(*self.stems.get(index)?)?;
        Some(Region { code, name: self.names.get(index)? })
    }

    /// Where `within`, if it is a district or above, and everything in it stands.
    pub(super) fn span(&self, within: RegionCode) -> Range<usize> {
        let first = within.stem();
        let width = match within.level() {
            RegionLevel::Province => 10_000,
            RegionLevel::Regency => 100,
            RegionLevel::District | RegionLevel::Village => 1,
        };
        self.stems.partition_point(|stem| *stem < first)..self.stems.partition_point(|stem| *stem < first + width)
    }

    pub(super) fn below(&self, within: RegionCode, level: RegionLevel) -> Vec<Region<'_>> {
        self.span(within).filter_map(|index| self.get(index)).filter(|region| region.code.level() == level).collect()
    }

    pub(super) fn at_level(&self, level: RegionLevel) -> Vec<Region<'_>> {
        (0..self.stems.len())
            .filter_map(|index| self.get(index))
            .filter(|region| region.code.level() == level)
            .collect()
    }
}

/// The villages of all districts, in code order.
#[derive(Debug, Default)]
pub(super) struct Villages {
    /// For each row of [`Regions`], the index of its first village; one more at the end.
    pub(super) starts: Vec<u32>,
    /// The last four digits of each code.
    pub(super) parts: Vec<u16>,
    pub(super) names: Names,
}

impl Villages {
    /// The indexes of the villages of the region at `position`, which has some if it is a district.
    fn range(&self, position: usize) -> Range<usize> {
        let start = |at: usize| self.starts.get(at).map_or(self.parts.len(), |start| *start as usize);
        start(position)..start(position + 1)
    }

    /// The villages of the district `code`, which stands at `position`.
    pub(super) fn of(&self, position: usize, code: RegionCode) -> impl Iterator<Item = Region<'_>> {
        self.range(position).filter_map(move |index| self.get(index, code))
    }

    /// The village of the district at `position` whose code is `code` and ends in `part`.
    pub(super) fn find(&self, position: usize, code: RegionCode, part: u16) -> Option<Region<'_>> {
        let range = self.range(position);
        let offset = self.parts.get(range.clone())?.binary_search(&part).ok()?;
        self.get(range.start + offset, code)
    }

    fn get(&self, index: usize, district: RegionCode) -> Option<Region<'_>> {
        let code = district.with_village(*self.parts.get(index)?);
        Some(Region { code, name: self.names.get(index)? })
    }
}
