# The visit: eight steps, their fields, and what is said about each finding.
# A finding has a title and, under -do, what to do about it. Both stand in one line below a field.

visit-step-1 = Notice
visit-step-2 = Identity card
visit-step-3 = Business
visit-step-4 = Position
visit-step-5 = Photos
visit-step-6 = Eligibility
visit-step-7 = Statement
visit-step-8 = Summary
visit-title-1 = New visit
visit-title-2 = Applicant's identity card
visit-title-3 = Business
visit-title-4 = Business position
visit-title-5 = Business photos
visit-title-6 = Eligibility
visit-title-7 = Statement
visit-title-8 = Summary
visit-read-aloud = Read aloud to the applicant
visit-no-name = No name yet
visit-next-1 = Go on to the identity card
visit-next-2 = Go on to the business
visit-next-3 = Go on to the position
visit-next-4 = Go on to the photos
visit-next-5 = Go on to eligibility
visit-next-6 = Go on to the statement
visit-next-7 = Go on to the summary
visit-back = Back
visit-go-to-step = To step { $step }, { $name }
visit-save-failed = The last answer is not saved. Check the phone's space, then change that answer once more.
visit-gone = This visit is no longer on the phone.
visit-gone-do = Go home to see the list of visits.
visit-unreadable = Needs help: this visit cannot be read.
visit-sealed = This visit is finished and locked.
visit-sealed-do = It cannot be changed. The Sending screen shows where it is.
visit-home = Go home
visit-close = Close
visit-yes = Yes
visit-no = No
visit-optional = may stay empty

# 1. notice
visit-free = This survey is free
visit-free-more = It costs nothing and no bank account number is asked.
visit-notice-heading = Your data and what it is for
visit-notice-collects = { $office } collects:
visit-notice-ok = The applicant has heard and understood
visit-notice-when = Recorded { $date } at { $time }

# 2. identity card
visit-card-photo = Photo of the card
visit-card-ready = Saved, { $size }
answer-nik = NIK
visit-nik-digits = 16 digits
visit-nik-hint = Type it exactly as on the card.
visit-nik-typed = { $count } of 16 digits
visit-nik-ok = 16 digits, readable
visit-nik-region = Region:
visit-nik-birth = Born:
visit-nik-serial = Serial:
visit-nik-birth-read = { $date }, { $sex }, { $age } years
visit-nik-birth-bad = impossible date
visit-nik-region-bad = unknown region code { $code }
answer-nik4 = Type the last 4 digits of the NIK again
visit-nik4-hint = Look at the card, not at the screen.
visit-nik4-same = Same
visit-nik4-differs = Differs from the NIK above. Compare both with the card.
answer-family-card = Family card number
visit-family-card-hint = 16 digits, at the top of the family card.
answer-name = Full name
visit-name-hint = Exactly as on the card, without titles.
answer-birth-place = Birth place
visit-birth-place-hint = As on the card.
answer-birth-date = Birth date
visit-birth-date-hint = Day, month, year, such as 10-02-1987.
visit-day-hint = Correct it where the clock of the phone was wrong when the visit began.
visit-birth-date-placeholder = DD-MM-YYYY
visit-birth-date-matches = Agrees with the NIK
visit-date-impossible = There is no { $date }. Compare with the card.
visit-date-incomplete = The date is incomplete. Write day, month and a year of four digits.
answer-sex = Sex
visit-female = Female
visit-male = Male
sex-female = female
sex-male = male
sex-other = other
answer-address = Address on the card
visit-address-hint = Street or hamlet, without RT and RW.
answer-rt = RT
answer-rw = RW
answer-village = Village
visit-village-none = Choose a village
visit-village-hint = Search by the village's name; the district's may help.
answer-phone = Phone number
visit-phone-hint = A number that can be reached.

# village picker
visit-village-search = Search for a village
visit-village-everyday = Type the name as it is spoken
visit-village-area = Work area
visit-village-other = Another province
visit-village-which-province = Choose a province
visit-village-found = { $count ->
    [0] Nothing fits here
    [one] 1 fits
   *[other] { $count } fit
}
visit-village-many = The first { $count }. Add letters or the district's name.
visit-village-clear = Clear the search

# 3. business
answer-business-name = Business name
visit-business-name-hint = Leave empty when it has none.
answer-line = Line of business
line-food = Food
line-trade = Shop, trade
line-service = Service
line-craft = Crafts
line-fashion = Clothing
line-farming = Farm, fish, livestock
line-transport = Transport
line-else = Something else
answer-activity = What is made or sold
visit-activity-hint = In everyday words, such as “fritters and coffee”.
answer-since-year = Since
visit-choose-year = Choose a year
visit-since-hint = The year this business began.
answer-premises = Place of business
premises-home = At home
premises-stall = Stall or market
premises-mobile = Door to door
premises-online = Online
answer-workers = People at work
visit-workers-hint = The owner included.
visit-workers-not-number = Write a number, such as 2.
answer-legality = Business paper
legality-nib = NIB
legality-nib-more = Business identification number
legality-sku = SKU of the village
legality-sku-more = Business certificate
legality-none = None so far
answer-legality-number = Number of the paper
visit-legality-number-hint = As written on the paper.

# 4. position
visit-map = The business with an accuracy circle of { $metres } metres
visit-map-none = No position yet
visit-map-north = N
visit-map-note = No internet, so no map picture.
visit-accuracy-good = Accurate to { $metres } metres, good
visit-accuracy-fair = Accurate to { $metres } metres, fair
visit-accuracy-poor = Accurate to { $metres } metres, rough
visit-position-typed = Typed, not from GPS
visit-position-line = { $latitude } · { $longitude } · at { $time }
visit-from-village = { $distance } from { $village }
visit-locating = Looking for the position…
visit-locating-more = Faster outdoors. Other steps can be filled in meanwhile.
visit-no-position = No position yet
visit-no-position-more = You may go on. It can be taken until the visit is finished.
visit-locate-denied = Location is not permitted
visit-locate-denied-do = Open the phone's settings, permit location for Sambang, then take the position again.
visit-locate-unavailable = The phone cannot read a position here
visit-locate-unavailable-do = Go outdoors and try again, or type coordinates from another device.
visit-locate = Take the position
visit-locate-again = Take the position again
visit-manual = Type coordinates
visit-lat = Latitude
visit-lat-hint = Such as -4.80213. South has a minus.
visit-lon = Longitude
visit-lon-hint = Such as 104.91377.
visit-coordinate-bad = Not a coordinate. Write a number like -4.80213.
answer-same-as-home = Business address
visit-same = Same as on the card
visit-differs = Different
visit-differs-more = Needs an SKU of the village where the business is
answer-business-address = Address of the business
visit-other-address-hint = Street, hamlet or market.
answer-business-village = Village of the business
answer-landmark = Landmark
visit-landmark-hint = Helps the supervisor to find the place.

# 5. photos
visit-photos-required = Required
visit-photos-extra = Additional
visit-unclaimed = Whose photo is this?
visit-unclaimed-more = It came late, or its survey is gone. Use it only if it shows the business of this applicant.
visit-unclaimed-use = Use: { $kind }
visit-unclaimed-remove = Delete this photo
visit-photos-ready = { $ready } of { $total } ready
visit-photo-take = Take photo
visit-photo-gallery = Take it from the gallery
visit-photo-more = Add photo
visit-photo-again = Retake
visit-photo-remove = Delete photo
visit-photo-remove-ask = Delete the photo “{ $label }”?
visit-photo-remove-more = It is deleted from the phone and will not be sent.
visit-photo-view = Enlarge: { $label }
visit-photo-ready = Ready
visit-photo-receiving = Reading… { $percent } %
visit-photo-working = Shrinking…
visit-photo-working-more = The phone can be used meanwhile
visit-photo-alt = { $label }, the stored photo
visit-photo-input = { $action }: { $label }
visit-trouble-photo-empty = Empty file
visit-trouble-photo-empty-do = The camera did not save. Take it again.
visit-trouble-photo-truncated = The photo is cut off
visit-trouble-photo-truncated-do = The file is incomplete. Take it again.
visit-trouble-photo-not-an-image = Not a photo
visit-trouble-photo-not-an-image-do = Choose a photo or use the camera.
visit-trouble-photo-unsupported = This kind of photo cannot be read
visit-trouble-photo-unsupported-do = Set the camera to JPEG and take it again.
visit-trouble-photo-too-large = The file is too large
visit-trouble-photo-too-large-do = Set the camera to its usual size and take it again.
visit-trouble-photo-too-many-pixels = The photo is too large
visit-trouble-photo-too-many-pixels-do = Set the camera to its usual size and take it again.
visit-trouble-photo-too-small = The photo is too small
visit-trouble-photo-too-small-do = Its writing would not be legible. Take it again.
visit-trouble-photo-damaged = The photo is damaged
visit-trouble-photo-damaged-do = It cannot be read. Take it again.
visit-trouble-photo-unreadable = The file cannot be opened
visit-trouble-photo-unreadable-do = Use the camera or choose another file.
visit-trouble-other = The photo is not saved
visit-trouble-other-do = Check the phone's space, then take it again.
visit-trouble-photo-camera-denied = The camera is not allowed
visit-trouble-photo-camera-denied-do = Open the phone's Settings, Apps, Sambang, and allow Camera.
visit-trouble-photo-camera-failed = The camera gave no photo
visit-trouble-photo-camera-failed-do = Take it again. If it happens again, restart the phone.

# 6. eligibility
visit-ask-each = Ask one by one, as they stand.
visit-ask-year = Year received
visit-ask-year-hint = The year the money arrived.
visit-unanswered = { $count ->
    [one] 1 question without an answer
   *[other] { $count } questions without an answer
}
visit-not-eligible = The supervisor decides

# 7. statement
visit-statement-says = I, { $name }, NIK { $nik }, truthfully declare:
visit-read-all = Read it all, { $count } clauses
visit-paper = 1. Paper signed over the duty stamp
visit-paper-more = This is the main evidence. Photograph the whole sheet and keep the paper.
visit-draw = 2. Signature on the screen
visit-draw-more = Supporting evidence, not a certified electronic signature.
answer-place = Signed in
visit-place-hint = Name of the village or town.
visit-sign-here = Sign here
visit-sign-pad = Signature pad. Read the statement aloud, then hand the phone to the applicant.
visit-signed = { $name } · { $date } { $time }
visit-sign-clear = Start over
visit-sign-undo = Undo stroke
visit-sign-again = Answers changed after signing
visit-sign-again-do = Read it aloud again and ask for a new signature.
visit-thumb-print = The applicant cannot write: thumb print on the paper
visit-thumb-print-more = The photo of the paper becomes required

# 8. summary
visit-errors = { $count } to repair
visit-warnings = { $count } to look at
visit-may-go-on = you may go on
visit-all-good = Everything is complete
visit-all-good-more = Check it once more with the applicant, then finish.
visit-your-data = Data of the visit
visit-kv-nik = NIK
visit-kv-family-card = Family card
visit-kv-name = Name
visit-kv-born = Born
visit-kv-address = Address
visit-kv-phone = Phone
visit-kv-business = Business
visit-kv-since = Since
visit-kv-where = Business address
answer-position = Position
visit-kv-files = Files
visit-kv-missing = not yet
visit-kv-accuracy = Accurate to { $metres } metres
visit-kv-files-value = { $count ->
    [one] 1 file, { $size }
   *[other] { $count } files, { $size }
}
visit-opening-logged = Opening this NIK is recorded.
visit-finish = Finish
visit-finish-blocked = { $count ->
    [one] Finish, 1 thing is still to repair
   *[other] Finish, { $count } things are still to repair
}
visit-repair = { $count ->
    [one] Repair 1 thing
   *[other] Repair { $count } things
}
visit-draft-safe = Saved as a draft. Safe to close.
visit-finish-ask = Finish this visit?
visit-finish-more = After that the survey is locked and queued for sending. Later changes become a new revision.
visit-finish-files = { $count ->
    [one] 1 file ready, { $size }
   *[other] { $count } files ready, { $size }
}
visit-finish-confirm = Finish and queue
visit-finish-look = Check again
visit-finish-failed = The visit could not be finished.
visit-finish-photo-busy = A photo is still being saved. One moment.
visit-discard = Delete draft
visit-discard-ask = Delete this draft?
visit-discard-more = This draft moves to the bin with its photos. It can be restored for 30 days, then it is gone.
visit-discard-failed = The draft is not deleted. Try once more.
visit-discard-keep = Keep draft

# what a finding leads to
visit-fix-notice = Open the notice
visit-fix-identity = Check the card
visit-fix-nik = Check the NIK
visit-fix-business = Check the business
visit-fix-position = Check the position
visit-fix-photos = Take photo
visit-fix-eligibility = See the answer
visit-fix-statement = Open the statement
visit-fix-summary = See it in the summary

# findings
finding-required = { $field } is empty
finding-required-do = Fill it in to be able to finish.
finding-programme-unknown = The programme of this survey is not on the tablet yet
finding-programme-unknown-do = Sync the tablet, then open it again.
finding-required-notice = The notice has not been read aloud
finding-required-notice-do = Read it to the applicant, then tick it.
finding-required-choice = { $field } is not chosen
finding-required-choice-do = Choose one.
finding-required-question = An eligibility question has no answer
finding-required-question-do = { $question }
finding-required-statement = The statement is not signed
finding-required-statement-do = Read it aloud, then ask for the signature.
finding-nik-length = The NIK has { $digits } of 16 digits
finding-nik-length-do = Complete it from the card.
finding-nik-not-digits = A NIK holds digits only
finding-nik-not-digits-do = Delete the letters and type it from the card.
finding-nik-impossible-date = The birth date in the NIK does not exist
finding-nik-impossible-date-do = Compare digits 7–12 with the card.
finding-nik-serial-zero = The last four digits of the NIK are 0000
finding-nik-serial-zero-do = Serials begin at 0001. Compare with the card.
finding-nik-not-confirmed = The last 4 digits of the NIK were not typed again
finding-nik-not-confirmed-do = Look at the card and type them again.
finding-nik-birth-date-differs = The birth date differs from the NIK
finding-nik-birth-date-differs-do = NIK: { $nik }. Card: { $card }. Compare both. If the card says so, you may go on.
finding-nik-sex-differs = The sex differs from the NIK
finding-nik-sex-differs-do = Compare digits 7–8 with the card. If the card says so, you may go on.
finding-nik-province-unknown = Unknown province code in the NIK
finding-nik-province-unknown-do = Compare digits 1–2 with the card. If they agree, you may go on.
finding-nik-regency-unknown = Unknown regency code in the NIK
finding-nik-regency-unknown-do = Compare digits 3–4 with the card. If they agree, you may go on.
finding-nik-district-unknown = Unknown district code in the NIK
finding-nik-district-unknown-do = Compare digits 5–6 with the card. If they agree, you may go on.
finding-nik-own-duplicate = This NIK is already on this phone
finding-nik-own-duplicate-do = Another survey with the same NIK: { $name }. Open it. Go on here only if you really need to.
finding-nik-maybe-known = Perhaps surveyed before
finding-nik-maybe-known-do = What the province had on { $as_of } may include this NIK. It may also be mere chance. Look, ask the applicant, then go on. Do not refuse anybody because of this.
finding-nik-maybe-listed = Perhaps on another list
finding-nik-maybe-listed-do = { $sources }. It may also be mere chance. Ask the applicant, then go on. Do not refuse anybody because of this; the province decides.
visit-open-duplicate = Open that survey
finding-nik-district-differs = The NIK was issued in another district
finding-nik-district-differs-do = NIK: { $issued }. Address: { $lives }. Usual after a move.
finding-nik-regency-differs = The NIK was issued in another regency
finding-nik-regency-differs-do = NIK: { $issued }. Address: { $lives }. Usual after a move.
finding-family-card-length = The family card number has { $digits } of 16 digits
finding-family-card-length-do = Compare with the family card.
finding-name-digits = There are digits in the name
finding-name-digits-do = Compare with the card. If it says so, you may go on.
finding-birth-date-future = The birth date lies in the future
finding-birth-date-future-do = Compare the year with the card.
finding-birth-date-too-young = The applicant is { $age } years old
finding-birth-date-too-young-do = Below the age for a card. Compare the year. The supervisor decides.
finding-birth-date-too-old = The applicant is { $age } years old
finding-birth-date-too-old-do = Compare the year with the card. If it agrees, you may go on.
finding-phone-unusual = The phone number looks incomplete
finding-phone-unusual-do = Read it back to the applicant. You may go on.
finding-since-year-impossible = The business cannot have begun in that year
finding-since-year-impossible-do = Ask again, then choose the year.
finding-since-year-future = The business begins in the future
finding-since-year-future-do = The phone's date may be wrong. Check the year and the phone. You may go on.
finding-workers-none = Nobody works in this business
finding-workers-none-do = The owner counts. You may go on.
finding-workers-many = { $count } people work here
finding-workers-many-do = A micro-business usually has fewer than 20. You may go on.
finding-legality-missing = Neither NIB nor SKU so far
finding-legality-missing-do = This programme asks for one. Suggest the village office. You may go on.
finding-legality-certificate-when-elsewhere = Business away from the card's address without SKU
finding-legality-certificate-when-elsewhere-do = An SKU of that village is needed. You may go on.
finding-position-missing = No position yet
finding-position-missing-do = Take it outdoors if you can. You may go on.
finding-position-impossible = The coordinates are off the globe
finding-position-impossible-do = Latitude goes to 90, longitude to 180.
finding-position-mock = The position came from another app
finding-position-mock-do = Turn mock locations off and take it again. You may go on.
finding-position-poor = The position is rough, { $metres } metres
finding-position-poor-do = Take it again outdoors if you can. You may go on.
finding-position-accuracy-none = An accuracy of 0 metres cannot be
finding-position-accuracy-none-do = The receiver does not know how exact it is. Take it again. You may go on.
finding-position-other-time = The position was taken on { $day }, not at the visit
finding-position-other-time-do = Check the phone's date and take the position again. You may go on.
finding-position-nowhere = The position 0, 0 is no place of business
finding-position-nowhere-do = The receiver does not know where it is yet. Take it again outdoors. You may go on.
finding-position-outside = The position is outside Indonesia
finding-position-outside-do = Latitude and longitude may be exchanged, or a minus is missing. Check, or take it again. You may go on.
finding-position-north = The latitude has no minus; this province is south of the equator
finding-position-north-do = Put a minus before the latitude, or take the position again. You may go on.
finding-position-far = The position is { $from_middle } from { $village }
finding-position-far-do = Compare village and position, or take it again at the business. You may go on.
finding-year-required = The year received is not chosen
finding-year-required-do = Ask for the year, then choose it.
finding-year-impossible = The grant cannot have been received in that year
finding-year-impossible-do = The programme began in 2020. Choose again.
finding-eligibility-excluded = An answer needs the supervisor's decision
finding-eligibility-excluded-do = { $question }
finding-signature-missing = Neither signature nor thumb print yet
finding-signature-missing-do = Ask for the signature on the screen or tick the thumb print.
finding-statement-changed-since-signed = Answers changed after signing
finding-statement-changed-since-signed-do = Read it aloud again and ask for a new signature.
finding-photo-missing = The photo “{ $kind }” is missing
finding-photo-missing-do = The survey cannot be finished without it.
finding-photo-too-many = More photos “{ $kind }” than asked for
finding-photo-too-many-do = Delete the less clear one. You may go on.
finding-name-no-letter = The name has no letter
finding-name-no-letter-do = Write the name as on the card.
finding-visit-day = Day of the visit { $day }
finding-visit-day-do = That day cannot be; the clock of the phone may be wrong. Correct the day. You may go on.
finding-amount-too-large = The amount is too large
finding-amount-too-large-do = Check the number of zeros.
finding-signature-too-long = The signature is too long
finding-signature-too-long-do = Delete it and ask for a shorter one.
finding-text-hidden-letters = There are letters that cannot be seen
finding-text-hidden-letters-do = Delete this answer and type it again.
finding-survey-too-large = The answer is too long to be sent
finding-survey-too-large-do = Shorten this answer.
finding-photo-of-another = This photo was already used for { $name }
finding-photo-of-another-do = A photo of another person's business proves nothing about this one. Take a new one if it was a mistake. You may go on.
finding-photo-duplicate = The same photo is used twice
finding-photo-duplicate-do = “{ $kind }” is the same as “{ $other }”. Take one of them again.
finding-photo-earlier = Photo “{ $kind }” was taken on { $day }, before the visit
finding-photo-earlier-do = Take it again on the spot. You may go on.
finding-photo-elsewhere = Photo “{ $kind }” was taken { $distance } from the business
finding-photo-elsewhere-do = Compare position and photo, or take it again on the spot. You may go on.
finding-photo-legality-missing = The photo of the SKU or NIB is missing
finding-photo-legality-missing-do = The paper is said to exist. Photograph it if it is there. You may go on.
finding-photo-thumb-print-needs-paper = The photo of the paper with the thumb print is missing
finding-photo-thumb-print-needs-paper-do = A thumb print shows on paper only. Photograph it.
