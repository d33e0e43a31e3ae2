//! Looking surveys up by what people type; see [`sambang_domain::sought`].

use rusqlite::{Connection, Row, params};
use sambang_domain::seal::Revision;
use sambang_domain::sought::{self, Sought, Wanted};
use sambang_domain::survey::Survey;

use super::{StoreError, row};

/// What is looked for, as a condition on the columns `words` and `numbers`, and its values.
pub(super) struct Search {
    wanted: Vec<Wanted>,
}

impl Search {
    pub(super) fn new(text: &str) -> Self {
        Self { wanted: sought::wanted(text) }
    }

    /// The condition, to be put after others; its values are numbered after `before` others.
    pub(super) fn condition(&self, before: usize) -> String {
        let mut value = before;
        let mut next = || {
            value += 1;
            format!("?{value}")
        };
        let part = |wanted: &Wanted| match wanted.numbers {
            None => format!(" AND words LIKE {} ESCAPE '\\'", next()),
            Some(_) => format!(
                " AND (words LIKE {} ESCAPE '\\' OR numbers LIKE {} OR numbers LIKE {})",
                next(),
                next(),
                next()
            ),
        };
        self.wanted.iter().map(part).collect()
    }

    /// The values of [`Self::condition`].
    pub(super) fn values(self) -> impl Iterator<Item = String> {
        self.wanted
            .into_iter()
            .flat_map(|wanted| std::iter::once(wanted.words).chain(wanted.numbers.into_iter().flatten()))
    }
}

/// Works the columns out for surveys of an app that did not have them. A document that cannot be read is
/// found by nobody, and [`Store::inspect`](super::Store::inspect) tells of it.
pub(super) fn fill(connection: &mut Connection) -> Result<(), StoreError> {
    let transaction = connection.transaction()?;
    let own = "SELECT seq AS row, document FROM surveys WHERE words IS NULL";
    let read = |row: &Row<'_>| Ok((row.get::<_, i64>("row")?, row::json::<Survey>(row, "document")?));
    let area = "SELECT a.seq AS row, r.bytes FROM area_surveys AS a
         JOIN area_revisions AS r ON r.survey = a.survey AND r.number = a.revision WHERE a.words IS NULL";
    let sealed = |row: &Row<'_>| Ok((row.get::<_, i64>("row")?, row::json::<Revision>(row, "bytes")?.survey));
    let found = [
        ("surveys", row::all(&transaction, "surveys", own, [], read)?.rows),
        ("area_surveys", row::all(&transaction, "area_surveys", area, [], sealed)?.rows),
    ];
    for (table, rows) in found {
        for (row, survey) in rows {
            let Sought { words, numbers } = Sought::of(&survey);
            let sql = format!("UPDATE {table} SET words = ?2, numbers = ?3 WHERE seq = ?1");
            transaction.prepare_cached(&sql)?.execute(params![row, words, numbers])?;
        }
    }
    transaction.commit()?;
    Ok(())
}
