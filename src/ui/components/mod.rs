//! The parts screens are made of. One folder per part, its styles beside it in `style.css`.
//!
//! A part knows no store: what it shows comes in, what is tapped goes out as an event. The one
//! exception is [`SyncBadge`], which stands on every screen and reads the sync status itself.

pub mod bar;
pub mod beads;
pub mod brand;
pub mod button;
pub mod chip;
pub mod choices;
pub mod chosen_file;
pub mod dock;
pub mod empty;
pub mod icon;
pub mod keypad;
pub mod kv;
pub mod list_item;
pub mod live_input;
pub mod message;
pub mod meter;
pub mod notice;
pub mod overlay;
pub mod receipt;
pub mod saved;
pub mod screen;
pub mod search_field;
pub mod segments;
pub mod select;
pub mod settle;
pub mod switch;
pub mod sync_badge;
pub mod tally;
pub mod text_field;
pub mod window_list;

pub use bar::{Bar, Steps};
pub use beads::Beads;
pub use brand::{Brand, Gate};
pub use button::{Button, ButtonKind, IconButton};
pub use chip::{Chip, ChipKind};
pub use choices::{CheckChoice, ChoiceOption, Choices};
pub use chosen_file::FileButton;
pub use dock::Dock;
pub use empty::{Art, Empty};
pub use icon::Icon;
pub use keypad::{Keypad, PinDots};
pub use kv::{Kv, KvRow};
pub use list_item::{ListItem, SumHeader};
pub use live_input::{LiveInput, Mask, Refused};
pub use message::{FieldMessage, Message, MessageKind};
pub use meter::{Meter, MeterKind};
pub use notice::{Banner, Notice, NoticeKind};
pub use overlay::{Dialog, Sheet, Toast};
pub use receipt::{Receipt, ReceiptFile};
pub use saved::{SaveState, Saved};
pub use screen::Screen;
pub use search_field::SearchField;
pub use segments::{Segment, Segments};
pub use select::Select;
pub use switch::Switch;
pub use sync_badge::SyncBadge;
pub use tally::{Tally, TallyItem};
pub use text_field::{InputMode, TextField};
pub use window_list::{ListPosition, WindowList};
