### Screens around a visit.

## Common
back = Back
next = Next
close = Close
cancel = Cancel
delete = Delete
undo = Undo
mask-full = At most { $count } digits. The last one was not taken.
mask-date-full = The date is complete. The last digit was not taken.
search = Search
clear-search = Clear the search
optional = may stay empty
saved = Saved
saving = Saving…
not-saved = Not saved yet
none-yet = None yet
unnamed = No name yet
step-of = Step { $step } of { $total }
steps-incomplete = step { $steps } incomplete
files = { $n ->
    [one] { $n } file
   *[other] { $n } files
}
files-sent = { $done } of { $total } files sent
files-short = { $done } of { $total } files
of-bytes = of { $total }
bytes-of = { $done } of { $total }
seconds = { $n ->
    [one] { $n } second
   *[other] { $n } seconds
}
minutes = { $n ->
    [one] { $n } minute
   *[other] { $n } minutes
}
broken-title = The app cannot be opened
broken-again = Try again

## Status of a survey
status-draf = Draft
status-antre = Queued
status-kirim = Sending
status-kirim-percent = Sending { $percent } %
status-terkirim = Sent
status-kembali = Returned
status-setuju = Approved
status-tolak = Rejected
status-tahan = Held
status-ganda = Maybe a duplicate

## Sync badge and screen
sync-badge-label = Sending: { $state }
sync-all-1 = All
sync-all-2 = received
sync-waiting = { $n } waiting
sync-blocked = { $n } held
sync-offline = Offline
sync-sending = Sending
sync-count = { $n } of { $total }
sync-needs-person = Needs you
sync-needs-help = Needs help
sync-title = Sending
sync-last = Last { $when }
sync-never = Nothing sent yet
sync-now = Send now
sync-busy = Sending…
sync-percent = All sending { $percent } percent
sync-resumes = If the connection breaks, sending goes on where it stopped. You may close the app.
sync-needs-person-title = Sending waits for you
sync-offline-title = No signal
sync-offline-text = { $n ->
    [one] { $n } survey is safe on this phone and is sent as soon as there is a network. You may close the app.
   *[other] { $n } surveys are safe on this phone and are sent as soon as there is a network. You may close the app.
}
sync-empty-title = Nothing waits
sync-empty = The province has received every survey.

## Rows that cannot be read
needs-help = { $n ->
    [one] Needs help: one record cannot be read
   *[other] Needs help: { $n } records cannot be read
}
needs-help-do = Call the office. Do not delete the app: these records stay on this device, and a backup keeps them. Everything else goes on as usual.

## The office's server was put back from a backup
asked-again = The office is asked again for { $n } items
asked-again-about = The office's server was put back from a backup. What is missing there is sent again by itself. Do not remove the app.
log-contradicted = The province's log is not the one this phone knows
log-contradicted-about = The log on the office's server was written anew at some time. What is on this phone stays. Do not remove the app, and tell the office.
no-backup = { $n } surveys wait for the office's backup
no-backup-about = The office has not made a backup, so this phone keeps everything and fills up. Tell the office.

sent-percent = { $name }, { $percent } percent sent
attempts = { $n ->
    [one] Tried once.
   *[other] Tried { $n } times.
}
auto-sync = Send automatically
auto-sync-sub = As soon as there is a network

## Why it is held
blocked-content-differs = This survey differs from what the province already has
blocked-outside-area = The business lies outside your work area
blocked-seal-invalid = The seal of this survey does not fit
blocked-revision-invalid = The province cannot read this survey
blocked-digest-differs = A photo on this phone changed after it was sealed
blocked-unreadable = The data of this survey on the phone cannot be read
blocked-too-large = A file is larger than the province accepts
blocked-forbidden = Your account may not send this survey
blocked-quarantined = Received, to be looked at
blocked-gone = The province lost this survey, and this phone no longer holds it
blocked-other = The province cannot accept this survey
blocked-do = The data is safe on the phone. Ask your supervisor.

## Why it is not sent yet
trouble-offline = No signal. It is sent as soon as there is a network.
trouble-cut = The connection broke under way. It is tried again shortly.
trouble-name-unknown = The address of the office's server is not found. If other sites work, tell the office; if not, find signal.
trouble-server-down = The office's server does not answer. The signal is good; wait, or tell the office.
trouble-clock-behind = The date of this phone is behind, so the office's server is not trusted. Put date and time right.
trouble-certificate-expired = By this phone's date the certificate of the office's server has run out. Check date and time; if they are right, tell the office.
trouble-certificate-unknown = Certificate refused: this network reads along, or the office's server is set up wrong. Use another network, or tell the office.
trouble-certificate-name = Certificate refused: what answers is not the office's server. Sign in to this Wi-Fi first, or use another network.
trouble-proxy-needed = This Wi-Fi lets data pass only through a proxy. Set the proxy in the Wi-Fi settings of the phone, or use mobile data.
trouble-not-our-server = This network asks you to sign in first, or it is not the office's. Open the browser, then try again.
trouble-timed-out = The signal is too weak. It is tried again shortly.
trouble-server-busy = The office's server is busy. It is tried again shortly.
trouble-server-full = The office's server is nearly full. The office must make room; nothing is lost.
trouble-sign-in-again = This phone must be enrolled again. Ask your supervisor for a code. Your surveys are safe.
trouble-update-app = The app must be updated before it can send. Your surveys are safe.
trouble-unknown = Sending stopped. It is tried again shortly.
trouble-other = Sending stopped. It is tried again shortly.

## Enrolment
enrol-title = Enrol this phone
enrol-subtitle = Once only, needs the internet
enrol-heading = Enter the code from the office
enrol-intro = A code of 10 letters and digits, valid for 24 hours. Ask your supervisor if you have none.
enrol-text = Paste the invitation
enrol-text-hint = The whole text from the office fills in address and code at once.
enrol-scan = Scan the QR code
enrol-scan-hint = Photograph the square picture on the office's letter. It fills in address and code.
enrol-scan-reading = Reading the picture…
enrol-scan-done = The QR code was read. Tap Check the code.
enrol-scan-denied = The camera is not allowed yet. Open the phone's settings, Apps, Sambang, and allow the camera. Or type address and code from the letter.
enrol-scan-failed = The camera gave no photo. Try again, or type address and code from the letter.
enrol-server = Server address
enrol-code = Enrolment code
enrol-code-hint = Capital and small letters are the same.
enrol-code-right = The code is right
enrol-both = Enter address and code first.
enrol-go = Check the code
enrol-asking = Checking…
enrol-name = Name
enrol-role = Task
enrol-office = Office
enrol-area = Work area
enrol-programmes = { $n ->
    [one] Programme
   *[other] Programmes
}
enrol-confirm = Name and area above are right
enrol-compare-title = Compare these 8 letters
enrol-compare = They must be the ones in the letter or message from the office. If they differ, do not go on: this server is not the office's.
enrol-confirm-letters = Name, area and the 8 letters above are right
enrol-confirm-hint = Tick this first. If it is wrong, ask your supervisor.
enrol-next-title = Next: choose a PIN of 6 digits
enrol-next = The PIN locks the applicants' data on this phone. The office can restore the data if you forget it.
enrol-pin = Go on to the PIN
enrol-other = Use another code
role-facilitator = Facilitator
role-supervisor = Supervisor
role-province = Provincial office
role-auditor = Auditor
role-other = Officer

## PIN
pin-enter = Enter your PIN
pin-new = Choose a PIN of 6 digits
pin-again = Enter the new PIN again
pin-old = Enter your old PIN
pin-new-hint = No digits in a row, and not six times the same.
pin-too-simple = This PIN is too easy to guess. Choose other digits.
pin-six-digits = A PIN has 6 digits.
pin-differs = The two PINs differ. Start again.
pin-wrong = Wrong PIN. Try again.
pin-wrong-wait = Wrong PIN. Try again in { $time }.
pin-wait = Try again in { $time }.
pin-try-again = You may try again.
pin-later = Too many attempts. Wait a moment.
pin-opening = Opening…
pin-locking = Locking the data…
pin-forgot = Forgot the PIN
pin-sending = Sending { $n } of { $total }…
pin-safe = Surveys that are not sent yet are safe on this phone.
pin-filled = { $n } of { $total } digits entered
key-delete = Delete one digit
unlock-newer = The data on this phone was written by a newer app. Update the app.
unlock-damaged = The data on this phone is damaged and was set aside. Ask your supervisor; do not delete the app.
enrol-again-title = Enrol again
enrol-again-sub = When the office does not know this device any more
enrol-again-intro = Ask your supervisor for a new enrolment code. This device keeps its old key.
enrol-again-go = Enrol again
enrol-again-safe = All drafts, surveys and decisions on this device stay, and are sent afterwards.
enrol-again-id = Person number
forgot-title = Forgot the PIN
forgot-subtitle = Needs the internet and a code from the office
forgot-intro = Ask the office for a recovery code and read out the number of this phone below. With the code you choose a new PIN. The server address is in the office's letter, because a locked phone does not keep it in the open.
recovery-code = Recovery code from the office
recovery-code-hint = Paste the whole text from the office, or type its code: 10 letters and digits, for this phone only and only once. An enrolment code opens no lock.
device-number = Number of this phone
reopened = The office opened the lock on { $date }
reopened-about = The office opened the lock of this phone so that the PIN could be changed. If you did not ask for it, call the office at once.
reopened-seen = I know
settings-lock = Lock
settings-chip = Chip key
chip-used = In use
chip-next = In use once the PIN was entered again
chip-not-yet = Not in use yet
chip-missed = The chip key of this phone is not in use yet
chip-missed-about = The PIN still locks the data. The chip key keeps the PIN from being guessed on a copy of the data; this phone refuses it. The app tries again each time it is opened. Restarting the phone sometimes helps.
nickname = Nickname
nickname-hint = Anybody can read it without the PIN, so do not use your full name.
nickname-keep = Keep the nickname
nickname-kept = Kept.
forgot-code-first = Enter the code from the office first.
forgot-server-hint = Not needed when the whole text from the office was pasted above.
forgot-go = Go on to the new PIN
forgot-working = Opening the data…
forgot-safe-title = Nothing is lost
forgot-safe = All drafts and unsent surveys are still there after the PIN has changed.
waiting-subtitle = Waiting for the provincial office
waiting-title = The provincial office must agree
waiting-asked = Your request arrived on { $date }.
waiting-from = The office may answer from { $date } on.
waiting-until = If it is not answered by { $date }, ask for another code.
waiting-about = You may close the app. This phone asks again whenever this screen opens and when the internet is back. If it takes long, call the office and tell the number of the request. All surveys are still there.
waiting-number = Number of the request
waiting-again = Ask again
waiting-not-yet = The office has not answered yet. Ask again later.
waiting-other = Use another code
waiting-over = This request has waited too long. Ask the office for another code.
waiting-unknown = The office does not know this request any more. Ask it for another code.
opening-asked = Somebody asked the office on { $date } to open the lock of this phone
opening-asked-about = If it was not you, press the button below and call the office at once. The office then does not open the lock.
opening-object = It was not me

## Home
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
weekday-other = Day
new-visit = New visit
pick-programme = For which programme?
no-programme = No programme is running yet. Connect to the internet, then try again.
home-empty-title = No visits yet
home-empty = Go to the home or the business, then start a visit. Every step can be filled without the internet.
home-to-do = To do
home-waiting = Waiting to be sent
home-received = Received
home-see-queue = See the queue
home-see-all = All { $n }
tally-today = today
tally-waiting = waiting
tally-received = received
needs-supervisor = Needs the supervisor's help

## The list of visits
assignments-title = List of visits
assignments-entry = List of visits · { $done } of { $total }
assignments-left = { $n } not finished
assignments-all-done = All of them visited
assignments-visited = { $done } of { $total } visited
assignments-of = { $done } of { $total }
assignments-search = Name, address or village
assignments-groups = State of the visit
assignments-group-all = All { $n }
assignments-group-open = To do { $n }
assignments-group-done = Done { $n }
assignments-not-visited = Not visited yet
assignments-done = Visited
assignments-withdrawn = Taken off the list by the office
assignments-no-place = No village given
assignments-place-unknown = The place in the office's words
assignments-more = Show { $n } more
assignments-unplanned = Visit outside the list
assignments-empty-title = No list yet
assignments-empty = The office has not given you a list. A visit can be started at any time.

## Search
search-title = Find a survey
search-label = Name or kind of business
search-groups = Groups
search-count = { $n ->
    [one] { $n } survey
   *[other] { $n } surveys
}
search-count-more = The { $n } newest surveys
search-more = Show more
search-empty-title = Nothing matches
search-empty = Try a shorter word or another group.
group-all = All
group-todo = Drafts
group-waiting = Waiting
group-received = Received

## Receipt
receipt-title = Receipt
receipt-complete = Received by the province
receipt-partial = Answers received, files follow
receipt-lost = The province lost this survey
receipt-lost-about = The office's server was put back from an old backup. What this phone still holds is sent again; a new receipt follows and its number may differ.
receipt-summary = { $done } of { $total } files · { $when }
receipt-applicant = Applicant
receipt-nik = NIK
receipt-number = Receipt number
receipt-code = Match code
receipt-file-list = Files
receipt-file-missing = follows
receipt-signed = Signed by the server of { $office } and verified by this phone.
receipt-done = Done
receipt-none-title = No receipt yet
receipt-none = The receipt appears when the province has received this survey.
evidence-identity-card = Identity card
evidence-business-front = Place of business
evidence-business-activity = Business at work
evidence-applicant-at-business = Applicant at the business
evidence-legality-document = Business licence
evidence-signed-statement = Signed statement
evidence-drawn-signature = Signature
evidence-product-photo = Product photo
evidence-other = Other file

## Settings
settings-title = Settings
settings-look = Look
settings-language = Language
settings-theme = Colours
theme-system = As the phone
theme-light = Light
theme-dark = Dark
theme-sun = Sun
theme-sun-hint = “Sun”: plain black and white for use outdoors.
settings-text = Text size
settings-safety = Safety
change-pin = Change the PIN
lock-now = Lock now
lock-after = Locks itself after 5 minutes without use
settings-device = This phone
server-title = The office's server
server-move = Message that the server moves
server-move-hint = Paste the message of the office when its server has another address.
server-move-go = Move
heads-title = Heads of the office's log
heads-about = This phone keeps { $n } heads of the office's log as a witness. Share them when an auditor asks; no applicant's data is in them.
heads-share = Share the heads of the log
server-moved = This phone now uses { $server }.
settings-person = User
settings-storage = Space used
settings-free = Free space
settings-version = Version
settings-region-data = Region names come from idn-area-data under the ODbL 1.0 licence.
storage-used = { $bytes }, { $photos ->
    [one] { $photos } photo
   *[other] { $photos } photos
}

## What did not work, and what to do
error-other = That did not work. Try again; if it happens again, ask your supervisor.
error-enrolment-code-invalid = This code is not known for this. Compare each letter with the one from the office. Enrolment codes and recovery codes differ.
error-enrolment-code-expired = The code is older than 24 hours. Ask for a new one.
error-enrolment-code-used = The code was used before. Ask for a new one.
error-recovery-refused = This code is not for this phone. Ask for a new one for the number of this phone.
error-recovery-lock-nameless = An older app made this lock, and it does not say whose it is. Bring this phone to the office and ask for a code for an old lock.
error-recovery-lock-replaced = This is an old copy. The lock of this phone was changed since, and old copies are not opened any more. Call the office.
error-enrolment-other-province = This invitation is not for this server. Ask your supervisor for a new one.
error-enrolment-fake-server = This server does not have the keys of the office that invited you. Do not go on; tell your supervisor.
error-auth-proof-needed = The office's server is busy. Try again in a moment.
error-recovery-away = The office keeps its recovery key in another place. Ask the office to bring it, then use the same code again.
error-recovery-waits = The provincial office must agree. Your request has arrived. Use the same code again later.
error-recovery-denied = The office did not agree to this request. Call the office.
error-auth-token-invalid = This phone must be enrolled again. Ask your supervisor for a code.
error-auth-device-revoked = The office has blocked this phone. Ask your supervisor.
error-auth-role-forbidden = Your account may not do this.
error-auth-outside-area = This place lies outside your work area.
error-request-rate-limited = Too many attempts. Wait a minute, then try again.
error-request-malformed = The server does not understand this request. Update the app.
error-request-too-large = The file is too large to be sent.
error-request-not-found = The server address is wrong. Compare it with the one from the office.
error-protocol-unsupported = The app must be updated.
error-server-unavailable = The office's server is not available. Try again later.
error-server-internal = The office's server has a problem. Try again later.
error-trouble-offline = No signal. Find a network, then try again.
error-trouble-cut = The connection broke under way. It is tried again shortly.
error-trouble-name-unknown = The address of the office's server is not found. If other sites work, tell the office; if not, find signal.
error-trouble-server-down = The office's server does not answer. The signal is good; wait, or tell the office.
error-trouble-clock-behind = The date of this phone is behind, so the office's server is not trusted. Put date and time right.
error-trouble-certificate-expired = By this phone's date the certificate of the office's server has run out. Check date and time; if they are right, tell the office.
error-trouble-certificate-unknown = Certificate refused: this network reads along, or the office's server is set up wrong. Use another network, or tell the office.
error-trouble-certificate-name = Certificate refused: what answers is not the office's server. Sign in to this Wi-Fi first, or use another network.
error-trouble-proxy-needed = This Wi-Fi lets data pass only through a proxy. Set the proxy in the Wi-Fi settings of the phone, or use mobile data.
error-trouble-not-our-server = This is not the office's server. Compare the address, or sign in to the Wi-Fi first.
error-trouble-timed-out = The signal is too weak. Try again somewhere else.
error-trouble-server-busy = The office's server is busy. Try again shortly.
error-trouble-server-full = The office's server is nearly full. Ask the office to make room, then try again.
error-server-storage-full = The office's server is nearly full. Ask the office to make room, then try again.
error-trouble-sign-in-again = This phone must be enrolled again. Ask your supervisor for a code.
error-trouble-update-app = The app must be updated.
error-trouble-unknown = Not connected. Try again.
error-survey-not-finished = Something must still be corrected.
error-server-move-refused = This message is not from this phone's office, or it is old. Ask for a new one.
error-survey-too-large = The answers are too long to be sent. Shorten the longest.
error-survey-unsealable = An answer cannot be sealed exactly. Check the numbers, then try again.
error-signature-too-long = The signature is too long. Delete it and sign again.
error-survey-sealed = This survey is sealed and cannot be changed.
error-store-not-found = This survey is not on this phone.
error-store-in-use = The app is already open in another window. Close that window first.
error-store-full = The phone is full. Delete other photos or apps, then try again.
error-store-damaged = Needs help: this data cannot be read. Nothing was changed or lost. Call the office; do not delete the app.
error-scan-nothing = No QR code can be seen in this photo. Go nearer, find a bright place, and hold still until the picture is sharp.
error-scan-unreadable = There is a QR code, but it cannot be read: blurred, cut off or folded. Flatten the letter and take the photo again.
error-scan-foreign = This QR code is no Sambang invitation. Photograph the one on the office's letter.
error-scan-several = There is more than one invitation in this photo. Cover the one that is not yours and take the photo again.
error-photo-empty = The photo file is empty. Take the photo again.
error-photo-truncated = The photo is cut off. Take it again.
error-photo-not-an-image = This file is not a photo. Choose a photo.
error-photo-unsupported = This kind of photo cannot be read. Set the camera to JPEG, then take it again.
error-photo-too-large = The file is too large for a photo. Take it with the phone's camera.
error-photo-too-many-pixels = The photo is too large for this phone. Choose smaller photos in the camera's settings.
error-photo-too-small = The photo is too small to read. Take it with the phone's camera.
error-photo-damaged = The photo is damaged. Take it again.
error-photo-internal = The photo cannot be processed. Take it again.
error-address-malformed = The server address is incomplete. Compare it with the one from the office.
error-address-not-encrypted = The server address must begin with https://. Compare it with the one from the office.
error-vault-damaged = The key file on this phone is damaged. Ask your supervisor; do not delete the app.
error-vault-chip-gone = This phone's security key no longer fits. Tap Forgot PIN and ask the office for a code; nothing is lost.
error-vault-chip-trouble = This phone's security key cannot be used at the moment, so the PIN was not checked. Try again in a moment; if it stays so, restart the phone.
error-device-not-enrolled = This phone is not enrolled. Close the app and open it again.
error-device-other-province = The server answered for another office. Check the server's address with your supervisor.
error-device-already-enrolled = This phone is enrolled already. Close the app and open it again.
error-store-newer = The data on this phone was written by a newer app. Update the app.
error-store-failed = The phone's storage has a problem. Close the app and open it again.
closed-no-contact-title = Connect to the internet first: { $n } days without a word from the province
closed-no-contact = Surveys that the province received open again as soon as this device is connected. Nothing is deleted. Drafts and what is not sent yet stay open.
closed-revoked-title = The office has blocked this device
closed-revoked = Copies of surveys that the province holds were removed from here. Drafts and what is not sent yet stay and are still handed in. Contact the office.
error-closed-no-contact = Connect to the internet first: the province has not been heard for long.
error-closed-revoked = The office has blocked this device. Contact the office.
error-device-still-waiting = Something still waits to be sent. Send it first, then remove this.
set-aside-title = Old files that do not open
set-aside-about = The storage on this phone was damaged once and was set aside, not deleted. It is locked: surveys that were never sent may be in it. The office may still be able to open it. Remove it only when the province has everything.
set-aside-store = Surveys, photos and queue of an older storage
set-aside-key = Key of an older storage
set-aside-file = { $size } · { $time }
set-aside-remove = Remove
set-aside-keep = Keep
set-aside-ask = Remove this file for good?
set-aside-ask-more = Nobody can open it after that. Ask the office first whether all your surveys were received.
error-survey-not-draft = Only a draft can be deleted.
error-signature-empty = There is no signature yet.

## The state of the phone
hours = { $n ->
    [one] { $n } hour
   *[other] { $n } hours
}
days = { $n ->
    [one] { $n } day
   *[other] { $n } days
}
room-low = Only { $free } left on this phone. Delete photos or other apps before you set out.
room-too-low = Only { $free } left on this phone. No new visit can start until there is room; visits already begun can be finished.
clock-ahead = At the last connection this phone's clock was { $time } ahead of the server.
clock-behind = At the last connection this phone's clock was { $time } behind the server.
clock-repair = Correct it in the phone's settings.

## The bin
bin-title = Bin
bin-link = { $n ->
    [one] { $n } draft in the bin
   *[other] { $n } drafts in the bin
}
bin-about = Discarded drafts stay for { $days } days, then they go with their photos.
bin-days = { $n ->
    [one] goes in { $n } day
   *[other] goes in { $n } days
}
bin-restore = Restore
bin-restore-of = Restore the draft { $name }
bin-restored = The draft { $name } is back in the list.
bin-empty-title = The bin is empty
bin-empty = Discarded drafts wait here for { $days } days and can be restored.

## What stays on this phone
retention-title = Stored on this phone
keep-title = Photos the province has received
keep-never = Keep
keep-about = They leave the phone after this time. Lists and receipts stay. What has not been received in full is never deleted.
receipt-local-stays = Photos and answers stay on this phone.
receipt-local-leaves = { $n ->
    [one] Photos and answers leave this phone in { $n } day.
   *[other] Photos and answers leave this phone in { $n } days.
}
receipt-local-leaves-soon = Photos and answers leave this phone once the province has confirmed twice, some days apart, that it has everything.
receipt-local-waits = Photos and answers stay on this phone until the office has made a backup of them.
receipt-local-left = Photos and answers have left this phone. The province keeps them.
saved-at = Saved at { $path }
saved-shared = The file is ready. Choose where it goes.

## App log
log-title = App log
log-sub = To send along when you ask for help
log-lines = Last { $n } lines
log-about = Says what the app did. It holds no name, NIK, place or password.
log-empty = Nothing was logged yet.
log-copy = Copy
log-copied = The log was copied.
log-not-copied = The log could not be copied. Save it to a file instead.
log-save = Save to a file
error-storage-low = Less than 100 MB left on this phone. Delete photos or other apps, then start the visit.

## The page for a WebView that is too old
old-title = WebView needs an update
old-about = Sambang uses Android System WebView, on Android 7 to 9 also Chrome. The version on this phone is too old to show the screens. Update one of them in the Play Store, then open Sambang again. What is stored is safe.
old-share = Send the file

## Backup
backup-title = Back up and restore
backup-sub = One locked file for changing phones
backup-save-title = Back up
backup-save-about = Drafts and surveys that the province has not received go into one locked file with their photos. Only six words that are shown once can open it, or the office.
backup-words-title = Six words that open it
backup-words-about = Write these six words on paper, in their order. Nothing but these words opens the backup.
backup-words-once-title = Shown only once
backup-words-once = Keep the paper apart from the file. Do not photograph and do not send these words.
backup-written = I have written them down
backup-open-title = Open the backup
backup-open = Open
backup-typed = The six words from the paper
backup-typed-hint = Capital or small letters make no difference. The first four letters of each word are enough.
backup-words-count = There are { $n } words. Enter six.
backup-word-unknown = Word { $number }, "{ $word }", is not in the list. Check how it is spelled.
backup-lost = The paper is lost
backup-code-about = Ask the office for a recovery code and read out the number of the phone that made the backup. Needs the internet.
backup-code-hint = 10 letters and digits, for that phone only and only once.
backup-device = Number of the phone that made it
backup-weak = This old backup is locked by a PIN only and easy to break open. Delete the file and make a new backup.
backup-save = Back up now
backup-restore-title = Restore
backup-restore-about = Fetch drafts and surveys from a backup of your earlier phone. What is on this phone already does not change.
backup-choose = Choose the backup file
backup-reading = Reading the file, { $percent } percent
backup-restoring = Restoring…
backup-pin = Enter the backup's PIN
backup-pin-which = The PIN in use when the backup was made
backup-restored = Restored: drafts { $drafts }, surveys not sent yet { $waiting }, received { $received }. Already on this phone: { $known }.
error-backup-not-a-backup = This file is no Sambang backup. Choose the file whose name ends in .sambang.
error-backup-newer = A newer app made this backup. Update the app.
error-backup-damaged = This backup is damaged or cut short. Copy it again from where it came.
error-backup-wrong-pin = The PIN does not fit this backup.
error-backup-wrong-words = These words do not open the backup. Check their order, and which backup you chose.
error-backup-other-person = This backup belongs to another person.
error-backup-unreadable = The file cannot be read. Try again.
