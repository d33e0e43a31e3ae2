//! The commands and their arguments.

mod enrol;
mod filters;
mod keys;
mod recovery;

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Parser, Subcommand};
use sambang_domain::ids::{AssignmentId, DeviceId, PersonId};
use sambang_domain::people::Role;
use sambang_domain::region::RegionCode;
use sambang_server::{AuditHead, Config, LEASE_DAYS, Proxies, TlsFiles};

pub(super) use enrol::EnrolCodeArgs;
pub(super) use filters::{FilterCommand, NeighboursCommand};
pub(super) use keys::{KeysCommand, RotateCommand};
pub(super) use recovery::RecoveryCommand;

/// The provincial server of Sambang.
#[derive(Debug, Parser)]
#[command(name = "sambang-server", version)]
pub(super) struct Args {
    /// Files of the database, the attachments and the keys.
    #[arg(long, global = true, default_value = ".sambang/server", value_name = "DIR")]
    pub(super) store: PathBuf,
    /// Where the recovery key lies when it is kept apart from the store, e.g. on a stick in a safe. Named
    /// when the store is made and at every start; while the file is away everything works but recoveries.
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) recovery_key: Option<PathBuf>,
    /// Who gives the command: a name that goes into the audit log. Needed by every command that changes something
    /// or shows people's names [default: the environment's SAMBANG_AS].
    #[arg(long = "as", global = true, value_name = "NAME")]
    pub(super) actor: Option<String>,
    #[command(subcommand)]
    pub(super) command: Command,
}

/// How the server is reached from outside.
#[derive(Debug, clap::Args)]
pub(super) struct Reach {
    /// The certificate for HTTPS and those above it, in PEM. Read again when it changes.
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    pub(super) tls_cert: Option<PathBuf>,
    /// The certificate's private key, in PEM.
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    pub(super) tls_key: Option<PathBuf>,
    /// Whoever connects is a proxy that does HTTPS and sets x-forwarded-for.
    #[arg(long)]
    pub(super) behind_proxy: bool,
    /// Addresses of such proxies, as 10.0.0.0/8; may be given several times.
    #[arg(long, value_name = "RANGE")]
    pub(super) trust_proxy: Vec<ipnet::IpNet>,
    /// A name by which the server is asked, without port; requests for other names are refused. May be given
    /// several times [default: any name].
    #[arg(long, value_name = "NAME")]
    pub(super) host: Vec<String>,
    /// Do without HTTPS though other machines can reach the server: everybody on the way can read along.
    #[arg(long)]
    pub(super) plain_http: bool,
}

impl Reach {
    /// Puts it into the configuration.
    pub(super) fn configure(self, config: &mut Config) {
        let both = self.tls_cert.zip(self.tls_key);
        config.tls = both.map(|(certificate, key)| TlsFiles { certificate, key });
        config.proxies = Proxies { every_peer: self.behind_proxy, ranges: self.trust_proxy };
        config.hosts = self.host;
        config.plain_http = self.plain_http;
    }
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Make a store in a new or empty folder. If this was interrupted, the same command finishes it. Every
    /// other command needs a store and makes none.
    Init {
        /// Two-digit code of the province.
        #[arg(long, default_value = "18", value_name = "CODE", value_parser = province)]
        province: String,
        /// Name of the province's office.
        #[arg(long, default_value = "Dinas Koperasi dan UKM Provinsi Lampung", value_name = "NAME")]
        office_name: String,
        /// Public half of a recovery key that `keys recovery` made on another machine. The store then holds no secret
        /// that opens a phone; whoever answers a recovery brings the key.
        #[arg(long, value_name = "HEX", value_parser = public_half, conflicts_with = "recovery_key")]
        recovery_public: Option<String>,
    },
    /// Listen for devices until the process is told to stop.
    Serve {
        /// Address to listen on; port 0 takes a free one.
        #[arg(long, default_value = "127.0.0.1:8787", value_name = "ADDRESS")]
        listen: SocketAddr,
        #[command(flatten)]
        reach: Reach,
        /// No backups are made: phones give the room of received surveys back without waiting for one. What is
        /// lost here is then lost.
        #[arg(long)]
        without_backups: bool,
        /// Days without a word of this server after which phones close received surveys and tablets their area, until
        /// they hear of it again.
        #[arg(long, default_value_t = LEASE_DAYS, value_parser = clap::value_parser!(u16).range(1..=365))]
        lease_days: u16,
    },
    /// Make a store in a new or empty folder out of a backup. It is a store only after everything in it was
    /// verified; devices then send again what came after the backup.
    Restore {
        /// Where the backups lie; the newest finished one is taken. Or the folder of one backup.
        #[arg(value_name = "DIR")]
        from: PathBuf,
        /// Where the copy of the folder `keys` is kept. No backup holds the keys.
        #[arg(long, value_name = "DIR")]
        keys: PathBuf,
    },
    /// The province's keys. `recovery` and `join` need no store: they are for a machine apart.
    Keys {
        #[command(subcommand)]
        command: KeysCommand,
    },
    #[command(flatten)]
    Office(OfficeCommand),
}

#[derive(Debug, Subcommand)]
pub(super) enum OfficeCommand {
    /// People and their work areas.
    Person {
        #[command(subcommand)]
        command: PersonCommand,
    },
    /// Tell phones and tablets that this server is reached at another address, and print a text for those that
    /// cannot reach the old one any more.
    Move {
        /// The new address, as in an invitation.
        to: String,
    },
    /// Write a one-time code that enrols a device of a person; it is good for a day and opens no lock. Prints the code,
    /// the eight letters that the person compares when only the code is typed, and the invitation when the address is
    /// told.
    EnrolCode(EnrolCodeArgs),
    /// Write a one-time code that opens the lock of one device after a forgotten PIN, or of one backup that it wrote,
    /// and say whose device it is. Good for a day, and once. A locked device knows no address: when the address is
    /// told, the text for it is printed too.
    RecoveryCode {
        /// The device's id; the phone shows it under "Lupa PIN" and beside the backup.
        device: DeviceId,
        /// Whose device it is, when the store was put back from a backup that does not know the device.
        #[arg(long, value_name = "PERSON")]
        person: Option<PersonId>,
        /// Also open a lock of an older app, which does not say whose it is: it may be any phone's. Only with the phone
        /// at hand.
        #[arg(long)]
        old_lock: bool,
        /// Address by which devices reach this server, e.g. https://sambang.example.
        #[arg(long, value_name = "URL")]
        address: Option<String>,
        /// Certificate (PEM) of the office's own issuer, where the server's certificate is none that phones know.
        #[arg(long, value_name = "FILE", requires = "address")]
        issuer: Option<PathBuf>,
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
    /// Import a list of earlier recipients: CSV, XLSX, or a text with one NIK a line. Phones of the districts
    /// where its people live then warn that an applicant is perhaps on it. The same name again replaces the list.
    /// The running server prepares each NIK, a long list for hours; see `filter list`.
    ImportRecipients(RecipientsArgs),
    /// By what phones warn of a second survey, or of a list of recipients.
    Filter {
        #[command(subcommand)]
        command: FilterCommand,
    },
    /// Districts of whose filters the people of a district hear too.
    Neighbours {
        #[command(subcommand)]
        command: NeighboursCommand,
    },
    /// Note that a backup is finished. Phones then give the room of what it holds back.
    BackupDone {
        /// The number that `receipts-head` printed before the copy began.
        #[arg(long, value_name = "NUMBER")]
        up_to: u64,
    },
    /// Print the number of the newest receipt: everything up to it is in a copy that begins now.
    ReceiptsHead,
    /// Phones that wait for the office to open their lock.
    Recovery {
        #[command(subcommand)]
        command: RecoveryCommand,
    },
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
    /// Check every page, number, seal, chain, receipt, photo, row and entry of the audit log again. Tells what
    /// was checked, everything that is not as it was stored, and the end of the audit log.
    Verify {
        /// The end of the audit log as an earlier verification told it; the log must still hold it.
        #[arg(long, value_name = "NUMBER:HASH")]
        audit_head: Option<AuditHead>,
        /// What a phone exported under Pengaturan ("Bagikan kepala catatan"): the ends of the audit log that it was
        /// given. Tells of each whether the log holds it.
        #[arg(long, value_name = "FILE")]
        witness: Option<PathBuf>,
    },
    /// Write a backup while the server works: the database as it is now, and the photos that no earlier backup
    /// in this folder holds. Earlier backups stay. Keep a copy of the folder `keys` somewhere else.
    Backup {
        /// A folder on another disk.
        #[arg(value_name = "DIR")]
        to: PathBuf,
    },
    /// Print the audit log as CSV: who did and saw what. Ids and digests only.
    Audit,
    /// Print as CSV how it stands with each facilitator's devices: when they last told, what waits
    /// there, what the province holds of them.
    Team,
}

/// A list of recipients.
#[derive(Debug, clap::Args)]
pub(super) struct RecipientsArgs {
    /// Name of the list as facilitators will read it, such as "Penerima BPUM 2020".
    #[arg(long, value_name = "NAME")]
    pub(super) source: String,
    /// Key of the programme it concerns [default: all of them].
    #[arg(long, value_name = "ID")]
    pub(super) programme: Option<String>,
    /// The day it was drawn up, as YYYY-MM-DD [default: today].
    #[arg(long, value_name = "DAY")]
    pub(super) as_of: Option<chrono::NaiveDate>,
    /// Where people are filed whose line names no place and whose NIK was issued outside of the province: codes of
    /// regencies or districts, with commas between [default: nowhere].
    #[arg(long, value_name = "CODES", value_delimiter = ',', value_parser = RegionCode::parse)]
    pub(super) others: Vec<RegionCode>,
    /// Only tell what each heading is taken for and what would be brought in.
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Write what is told of headings and lines to this file too, .csv or .xlsx.
    #[arg(long, value_name = "FILE")]
    pub(super) report: Option<PathBuf>,
    /// The list. A heading NIK, No KTP or the like names the column; a list of NIKs alone needs none. Where there
    /// are Desa/Kelurahan, Kecamatan or Kabupaten, they say where a person is filed, else the NIK does.
    pub(super) file: PathBuf,
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
        /// The id the person had before, when the store was put back from a backup that does not know them. The
        /// person's phone shows it.
        #[arg(long, value_name = "PERSON")]
        id: Option<PersonId>,
    },
    /// List everybody.
    List,
    /// Somebody leaves: block the person's devices and end unused codes. A later code lets the person in again.
    Withdraw {
        /// The person's id.
        person: PersonId,
    },
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
    /// Admit a device again that was blocked by mistake.
    Admit {
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
    /// List everything that was ever in quarantine: number, `waits` or `released`, survey, revision, device, person,
    /// and the village, or `-` where the survey names none.
    List,
    /// Make one of them a survey of the province.
    Release {
        /// Its number in quarantine.
        id: u64,
        /// Code of the village it is filed under, for a survey that names none: 18.03.02.2001.
        #[arg(long, value_name = "CODE", value_parser = RegionCode::parse)]
        village: Option<RegionCode>,
    },
}

fn public_half(digits: &str) -> Result<String, String> {
    let digits = digits.to_ascii_lowercase();
    let is_key = digits.len() == 64 && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    if is_key { Ok(digits) } else { Err("64 hexadecimal digits, as `keys recovery` printed them".to_owned()) }
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
