//! The commands and their arguments.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Parser, Subcommand};
use sambang_domain::ids::{AssignmentId, DeviceId, PersonId};
use sambang_domain::people::Role;
use sambang_domain::region::RegionCode;
use sambang_server::AuditHead;

/// The provincial server of Sambang.
#[derive(Debug, Parser)]
#[command(name = "sambang-server", version)]
pub(super) struct Args {
    /// Files of the database, the attachments and the keys.
    #[arg(long, global = true, default_value = ".sambang/server", value_name = "DIR")]
    pub(super) store: PathBuf,
    /// Two-digit code of the province, taken when the store is made [default: 18].
    #[arg(long, global = true, value_name = "CODE", value_parser = province)]
    pub(super) province: Option<String>,
    /// Name of the province's office, taken when the store is made.
    #[arg(long, global = true, value_name = "NAME")]
    pub(super) office_name: Option<String>,
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Listen for devices until the process is told to stop.
    Serve {
        /// Address to listen on; port 0 takes a free one.
        #[arg(long, default_value = "127.0.0.1:8787", value_name = "ADDRESS")]
        listen: SocketAddr,
        /// A proxy in front sets x-forwarded-for.
        #[arg(long)]
        behind_proxy: bool,
    },
    /// People and their work areas.
    Person {
        #[command(subcommand)]
        command: PersonCommand,
    },
    /// Sign the text that takes phones and tablets to another address of this server.
    Move {
        /// The new address, as in an invitation.
        to: String,
    },
    /// Write a one-time code that enrols a device of a person; it is good for a day.
    EnrolCode {
        /// The person's id.
        person: PersonId,
    },
    /// Enrolled devices.
    Device {
        #[command(subcommand)]
        command: DeviceCommand,
    },
    /// Import a list of applicants to visit, CSV or XLSX, and tell what became of each line.
    ImportAssignments {
        /// Key of the programme the visits are for.
        #[arg(long, value_name = "ID")]
        programme: String,
        /// Id of the facilitator who goes where the list's column "pendamping" is empty or missing. Without
        /// it, whoever has a visit keeps it.
        #[arg(long, value_name = "PERSON")]
        to: Option<PersonId>,
        /// Only tell what each heading is taken for and what would happen.
        #[arg(long)]
        dry_run: bool,
        /// Write what is told of headings and lines to this file too, .csv or .xlsx.
        #[arg(long, value_name = "FILE")]
        report: Option<PathBuf>,
        /// The list. Its headings may be: NIK, No KK, Nama, Alamat, Desa/Kelurahan, Kecamatan, Kabupaten,
        /// No HP, Pendamping, Keterangan; the first and Nama are needed.
        file: PathBuf,
    },
    /// Applicants that facilitators are asked to visit.
    Assignments {
        #[command(subcommand)]
        command: AssignmentsCommand,
    },
    /// Import a list of earlier recipients: CSV, XLSX, or a text with one NIK a line. Phones then warn
    /// that an applicant is probably on it. The same name again replaces the list.
    ImportRecipients {
        /// Name of the list as facilitators will read it, such as "Penerima BPUM 2020".
        #[arg(long, value_name = "NAME")]
        source: String,
        /// Key of the programme it concerns [default: all of them].
        #[arg(long, value_name = "ID")]
        programme: Option<String>,
        /// The day it was drawn up, as YYYY-MM-DD [default: today].
        #[arg(long, value_name = "DAY")]
        as_of: Option<chrono::NaiveDate>,
        /// Only tell what each heading is taken for and what would be brought in.
        #[arg(long)]
        dry_run: bool,
        /// Write what is told of headings and lines to this file too, .csv or .xlsx.
        #[arg(long, value_name = "FILE")]
        report: Option<PathBuf>,
        /// The list. A heading NIK, No KTP or the like names the column; a list of NIKs alone needs none.
        file: PathBuf,
    },
    /// Build the filters of surveys received, by which phones warn of a second survey.
    BuildFilters,
    /// Surveys that blocked devices brought.
    Quarantine {
        #[command(subcommand)]
        command: QuarantineCommand,
    },
    /// Add the people of the demonstration and write codes for its facilitator and supervisor.
    Demo {
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Check every number, seal, chain, receipt, photo and entry of the audit log again. Tells the
    /// first break, or what was checked and the end of the audit log.
    Verify {
        /// The end of the audit log as an earlier verification told it; the log must still hold it.
        #[arg(long, value_name = "NUMBER:HASH")]
        audit_head: Option<AuditHead>,
    },
    /// Print the audit log as CSV: who did and saw what. Ids and digests only.
    Audit,
    /// Print as CSV how it stands with each facilitator's devices: when they last told, what waits
    /// there, what the province holds of them.
    Team,
}

#[derive(Debug, Subcommand)]
pub(super) enum PersonCommand {
    /// Add a person and print the id.
    Add {
        /// Full name.
        #[arg(long)]
        name: String,
        /// facilitator, supervisor, province or auditor.
        #[arg(long, value_parser = role)]
        role: Role,
        /// Codes of regencies or districts, with commas between: 1803 or 18.03.02,18.03.07.
        #[arg(long, value_delimiter = ',', value_parser = RegionCode::parse)]
        area: Vec<RegionCode>,
        /// The office the person works for.
        #[arg(long, default_value = "")]
        office: String,
    },
    /// List everybody.
    List,
    /// Give a person another work area; the person's devices hear of it. Surveys follow their place,
    /// so this is also how one supervisor hands over to another.
    Area {
        /// The person's id.
        person: PersonId,
        /// Codes of regencies or districts: 1803 or 18.03.02 18.03.07.
        #[arg(required = true, num_args = 1.., value_delimiter = ',', value_parser = RegionCode::parse)]
        codes: Vec<RegionCode>,
    },
}

#[derive(Debug, Subcommand)]
pub(super) enum DeviceCommand {
    /// List all devices.
    List,
    /// Block a device; what it sent stays.
    Revoke {
        /// The device's id.
        device: DeviceId,
    },
}

#[derive(Debug, Subcommand)]
pub(super) enum AssignmentsCommand {
    /// List all assignments.
    List,
    /// Take an assignment back; it disappears from the phone unless the visit has begun.
    Withdraw {
        /// The assignment's id.
        assignment: AssignmentId,
    },
    /// Give a withdrawn assignment back to its facilitator.
    Restore {
        /// The assignment's id.
        assignment: AssignmentId,
    },
}

#[derive(Debug, Subcommand)]
pub(super) enum QuarantineCommand {
    /// List everything that was ever in quarantine.
    List,
    /// Make one of them a survey of the province.
    Release {
        /// Its number in quarantine.
        id: u64,
    },
}

fn role(word: &str) -> Result<Role, String> {
    match Role::from(word.to_owned()) {
        Role::Other(_) => Err("facilitator, supervisor, province or auditor".to_owned()),
        role => Ok(role),
    }
}

fn province(code: &str) -> Result<String, String> {
    let two_digits = code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_digit());
    if two_digits { Ok(code.to_owned()) } else { Err("two digits, such as 18".to_owned()) }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        super::Args::command().debug_assert();
    }
}
