//! Commands about filters.

use clap::Subcommand;
use sambang_domain::region::RegionCode;

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum FilterCommand {
    /// Tell how far the filters are: what waits, every list and every filter.
    List,
    /// Ask the running server to build the filters of surveys now instead of once a day.
    Refresh,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum NeighboursCommand {
    /// List every district that has neighbours, with each of them.
    List,
    /// Give a district these neighbours instead of those it had. Its people then hear of their filters too; the
    /// other way round it has to be said again.
    Set {
        /// Code of the district, such as 18.03.02.
        #[arg(value_parser = RegionCode::parse)]
        area: RegionCode,
        /// Codes of other districts; none takes the neighbours away.
        #[arg(value_delimiter = ',', value_parser = RegionCode::parse)]
        neighbours: Vec<RegionCode>,
    },
}
