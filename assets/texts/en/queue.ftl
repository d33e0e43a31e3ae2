# The supervisor's screens: the queue and the facilitators.

## The queue
queue-title = Reviews
queue-groups = Groups
queue-group-waiting = Waiting
queue-group-new-version = New version
queue-group-duplicates = Possible duplicates
queue-group-returned = Returned
queue-group-approved = Approved
queue-group-rejected = Rejected
queue-group-all = All
queue-search = Search a name, NIK or telephone number
queue-filters = Filters
queue-filters-on = { $n ->
   *[other] Filters ({ $n })
}
queue-district = Sub-district
queue-facilitator = Facilitator
queue-findings = Findings
queue-sort = Order
queue-all = All
queue-all-of = All ({ $n })
queue-option = { $name } ({ $n })
queue-with-findings = With findings
queue-without-findings = Without findings
queue-oldest = Oldest first
queue-newest = Newest first
queue-by-name = Name
queue-list = List of { $n } surveys
queue-count = { $n ->
    [one] { $n } survey
   *[other] { $n } surveys
}
queue-empty-title = No surveys here
queue-empty-filtered = Try a shorter word, other filters, or another group.
queue-empty-waiting = Every survey that has reached this tablet is decided.
queue-empty-group = This group is empty.
queue-never-fetched-title = No data yet
queue-never-fetched = Connect the tablet to the internet. The surveys of your work area are fetched by themselves and can then be reviewed without a network.
queue-clear-filters = Clear the filters
queue-next = Review the next one
queue-note = Decisions are kept on the tablet and sent when there is a network.
queue-finds = { $n ->
    [one] { $n } finding: { $what }
   *[other] { $n } findings: { $what }
}
queue-finds-more = { $n } findings: { $what }, …
queue-no-finds = No findings
queue-same-nik = { $n ->
    [one] Same NIK as { $n } other survey
   *[other] Same NIK as { $n } other surveys
}
queue-changed = { $n ->
    [one] { $n } answer corrected
   *[other] { $n } answers corrected
}
queue-chip-new-version = New version
queue-chip-duplicate = Possible duplicate
queue-chip-again = Decide again
queue-chip-approve = Approval queued
queue-chip-return = Return queued
queue-chip-reject = Rejection queued
queue-chip-other = Queued

## Approving several at once
approve-clean = Approve those without findings ({ $n })
approve-clean-ask = { $n ->
    [one] Approve { $n } survey?
   *[other] Approve { $n } surveys?
}
approve-clean-about = Only surveys without findings, without a possible duplicate and with all files. The others are skipped. A decision that was sent cannot be taken back.
approve-clean-filter = Your filters hold: surveys they leave out are not approved.
approve-clean-go = { $n ->
    [one] Approve { $n } survey
   *[other] Approve { $n } surveys
}
approve-clean-done = { $n ->
    [one] { $n } survey approved.
   *[other] { $n } surveys approved.
} The decisions are sent when there is a network.
approve-clean-skipped = { $n } skipped because they need a look one by one.

## Keyboard
keys-title = Keyboard shortcuts
keys-search = Search
keys-down = Next survey
keys-up = Previous survey
keys-open = Open the survey
keys-help = This list

## Sending, for supervisors
sync-offline-as-of = Offline, data of { $when }
sync-exchanging = Syncing
sync-as-of = Data of { $when }
sync-decisions = { $n ->
    [one] { $n } waiting
   *[other] { $n } waiting
}
sync-decisions-title = Decisions
sync-decisions-waiting = { $n ->
    [one] { $n } decision waits to be sent
   *[other] { $n } decisions wait to be sent
}
sync-decisions-safe = Kept and sealed on this tablet. Sent by itself as soon as there is a network.
sync-decisions-none = The province has received every decision.
sync-decisions-held = The decision is safe on this tablet. Call the provincial office.
sync-offline-review = The surveys on this tablet can still be reviewed. Decisions are sent by themselves as soon as there is a network.
sync-offline-decisions = { $n ->
    [one] { $n } decision is safe on this tablet and is sent by itself as soon as there is a network. The app may be closed.
   *[other] { $n } decisions are safe on this tablet and are sent by themselves as soon as there is a network. The app may be closed.
}
sync-difference = The province counts { $n } fewer than this device
sync-difference-about = Here they are known as received, but the province does not count them. Do not delete the app; call the office.
photos-ahead = Fetch all photos ahead
photos-ahead-sub = Full photos are fetched before they are opened. The tablet waits for Wi-Fi and uses no mobile data.

## Facilitators
team-title = Facilitators
team-as-of = Data of { $when }
team-none-title = No news yet
team-none = How the facilitators' phones stand is fetched from the province when this tablet is connected.
team-empty-title = No facilitators yet
team-empty = The province has no facilitators for your work area.
team-no-device = No phone enrolled yet
team-device = Phone { $n }
team-blocked-device = Blocked by the office
team-reported = Last reported { $when }
team-never = Never reported
team-drafts = drafts
team-waiting = waiting
team-held = held
team-count = Sealed on the phone: { $sealed }. At the province: { $held }. App version { $version }.
team-missing = { $n ->
    [one] { $n } survey has not arrived
   *[other] { $n } surveys have not arrived
}
team-missing-waiting = Still waiting on the phone. Ask the facilitator to open the app where there is a signal.
team-missing-lost = The phone says it was sent, but the province does not have it. Call the facilitator and the office; do not delete the app on that phone.
team-all-in = All surveys have arrived
team-held-about = { $n ->
    [one] { $n } survey is held and needs your help.
   *[other] { $n } surveys are held and need your help.
}
team-unreadable = { $n ->
    [one] One record on this phone cannot be read
   *[other] { $n } records on this phone cannot be read
}
team-unreadable-do = Ask the facilitator to make a backup and to call the office. The app on that phone must not be deleted.

## Work at the desk
desk-title = Your work is at the desk
desk-about = The account { $role } works on the office's computer. This tablet can still be locked, set up and backed up.

## Findings in a word or two
brief-required = empty answer
brief-other = another finding
brief-nik-length = NIK length
brief-nik-not-digits = letters in the NIK
brief-nik-impossible-date = date in the NIK
brief-nik-serial-zero = NIK 0000
brief-nik-not-confirmed = NIK not repeated
brief-nik-birth-date-differs = birth date of the NIK
brief-nik-sex-differs = sex of the NIK
brief-nik-province-unknown = NIK province
brief-nik-regency-unknown = NIK regency
brief-nik-district-unknown = NIK sub-district
brief-nik-district-differs = NIK sub-district
brief-nik-regency-differs = NIK regency
brief-nik-own-duplicate = NIK twice on the phone
brief-nik-maybe-known = perhaps surveyed before
brief-nik-maybe-listed = perhaps on another list
brief-nik-code-moved = old NIK code
brief-nik-regency-split = old NIK code
brief-nik-district-before-split = old NIK code
brief-family-card-length = family card length
brief-family-card-region-unknown = family card region
brief-family-card-date = family card date
brief-family-card-same-as-nik = family card is the NIK
brief-name-digits = digits in the name
brief-birth-date-future = birth date
brief-birth-date-too-young = young age
brief-birth-date-too-old = old age
brief-phone-unusual = phone number
brief-occupation-excluded = occupation
brief-occupation-ask = occupation
brief-since-year-impossible = year of start
brief-since-year-future = year of start
brief-workers-none = no workers
brief-workers-many = many workers
brief-legality-missing = no NIB or SKU
brief-legality-certificate-when-elsewhere = SKU
brief-position-missing = no position
brief-position-impossible = position
brief-position-mock = mock position
brief-position-poor = position accuracy
brief-position-accuracy-none = accuracy 0 m
brief-position-other-time = time of the position
brief-position-nowhere = position 0, 0
brief-position-outside = position outside Indonesia
brief-position-north = latitude without minus
brief-position-far = position far away
brief-year-required = year received
brief-year-impossible = year received
brief-eligibility-excluded = eligibility
brief-signature-missing = signature
brief-statement-changed-since-signed = answers changed
brief-photo-missing = missing photo
brief-photo-too-many = too many photos
brief-name-no-letter = name without letters
brief-visit-day = day of visit
brief-amount-too-large = amount too large
brief-signature-too-long = signature too long
brief-text-hidden-letters = hidden letters
brief-survey-too-large = answer too long
brief-photo-of-another = another applicant's photo
brief-photo-duplicate = same photo twice
brief-photo-earlier = old photo
brief-photo-elsewhere = photo from elsewhere
brief-photo-legality-missing = SKU photo
brief-photo-thumb-print-needs-paper = thumb print
brief-photo-product-without-consent = consent for the product photo
brief-turnover-above-micro = turnover
brief-aid-kur-denied = KUR on record
brief-aid-credit-denied = credit on record
brief-programme-unknown = unknown programme
brief-question-receives-kur = KUR
brief-question-public-employee = public employee
brief-question-received-before = received before
brief-question-other = eligibility
