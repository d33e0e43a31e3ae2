//! Reading columns as what they mean.

use std::str::FromStr;

use sambang_domain::ids::{Digest, Timestamp};

use super::{Row, StoreError};

pub(super) fn int(row: &Row, column: &'static str) -> Result<i64, StoreError> {
    Ok(row.try_get(column)?)
}

pub(super) fn unsigned<T: TryFrom<i64>>(row: &Row, column: &'static str) -> Result<T, StoreError> {
    T::try_from(int(row, column)?).map_err(|_| StoreError::Damaged(column))
}

pub(super) fn text(row: &Row, column: &'static str) -> Result<String, StoreError> {
    Ok(row.try_get(column)?)
}

pub(super) fn blob(row: &Row, column: &'static str) -> Result<Vec<u8>, StoreError> {
    Ok(row.try_get(column)?)
}

pub(super) fn optional_blob(row: &Row, column: &'static str) -> Result<Option<Vec<u8>>, StoreError> {
    Ok(row.try_get(column)?)
}

pub(super) fn fixed<const N: usize>(row: &Row, column: &'static str) -> Result<[u8; N], StoreError> {
    blob(row, column)?.try_into().map_err(|_| StoreError::Damaged(column))
}

pub(super) fn digest(row: &Row, column: &'static str) -> Result<Digest, StoreError> {
    Ok(Digest(fixed(row, column)?))
}

pub(super) fn optional_digest(row: &Row, column: &'static str) -> Result<Option<Digest>, StoreError> {
    let digest = optional_blob(row, column)?.map(TryInto::try_into).transpose();
    Ok(digest.map_err(|_| StoreError::Damaged(column))?.map(Digest))
}

pub(super) fn time(row: &Row, column: &'static str) -> Result<Timestamp, StoreError> {
    Ok(Timestamp(int(row, column)?))
}

pub(super) fn optional_time(row: &Row, column: &'static str) -> Result<Option<Timestamp>, StoreError> {
    let time: Option<i64> = row.try_get(column)?;
    Ok(time.map(Timestamp))
}

/// An id, a code or a word that is stored as text.
pub(super) fn parsed<T: FromStr>(row: &Row, column: &'static str) -> Result<T, StoreError> {
    text(row, column)?.parse().map_err(|_| StoreError::Damaged(column))
}

pub(super) fn optional_parsed<T: FromStr>(row: &Row, column: &'static str) -> Result<Option<T>, StoreError> {
    let text: Option<String> = row.try_get(column)?;
    text.map(|text| text.parse().map_err(|_| StoreError::Damaged(column))).transpose()
}
