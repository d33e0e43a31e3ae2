# Pickers, the optional sections, confirming a warning, and the findings about them.

# pickers
visit-kbli = Kind of business
visit-kbli-none = Find the kind of business
visit-kbli-hint = Everyday words: warung, gorengan, jahit. Fills in the line of business too.
visit-kbli-code = KBLI { $code }, edition { $edition }
answer-kbli = KBLI
answer-occupation = Occupation on the card
visit-occupation-none = Choose an occupation
visit-occupation-hint = Public employees cannot be proposed.
picker-business-note = Type an everyday word
picker-business-search = Find a kind of business
picker-occupation-note = Type it as on the card
picker-occupation-search = Find an occupation
picker-own-words = Use “{ $words }”

# the list
sections-title = More questions
sections-done = { $count } answered. Ask when there is time.
section-answered = Answered
section-close = Done
section-clear = Empty this section
section-none = None of these
section-turnover = Turnover and how business is
section-aid = Credit and other aid
section-cooperative = Cooperative
section-digital = Online and delivery
section-interests = Programmes wanted
section-problem = Problem or complaint
section-promotion = Product photo for promotion
section-other = Another section
section-sub-turnover = Monthly turnover, running or closed
section-sub-aid = KUR, UMi, Prakerja, social aid, carts
section-sub-cooperative = Membership and card number
section-sub-digital = Social media, marketplace, QRIS, courier
section-sub-interests = Training, marketing, PLUT services
section-sub-problem = Written down and passed on to the office
section-sub-promotion = Only with a consent of its own
section-sub-other = From this programme

# turnover
answer-before-rupiah = Monthly turnover before
answer-now-rupiah = Monthly turnover now
section-amount-hint = Roughly, in rupiah.
section-amount-read = Read as { $amount }
answer-doing = How is business
doing-active = As usual
doing-falling = Falling
doing-closed = Closed for now
doing-dormant = Barely alive
answer-changed = Changed to another business?
answer-changed-from = Business before
section-changed-from-hint = For example “clothes”, before selling masks.

# aid
answer-has-credit = Is a loan running?
answer-credits = Loans from
credit-kur = KUR
credit-umi = UMi (ultra micro)
credit-lpdb = LPDB
credit-bank = Bank, other than KUR
credit-cooperative = Cooperative
section-lender = Lender
section-lender-hint = For example “BRI Kotabumi”. No account number.
answer-prakerja = Kartu Prakerja
prakerja-none = Not registered
prakerja-registered = Registered, not accepted so far
prakerja-passed = Accepted
answer-kemensos = Receives aid of the Ministry of Social Affairs?
answer-regional = Regional aid
regional-none = None
regional-cart = A vendor's cart
regional-else = Something else
answer-regional-name = Which aid
section-regional-name-hint = For example “vegetable cart, 2019”.

# cooperative
answer-respondent = Who is surveyed
respondent-micro-business = Micro-business
respondent-cooperative = Cooperative
answer-member = Member of a cooperative?
answer-cooperative-name = Name of the cooperative
section-cooperative-name-hint = As on the member's card.
answer-cooperative-card = Number of the member's card
section-cooperative-card-hint = Leave empty if it is not at hand.

# digital
answer-channels = In use already
channel-social-media = Social media
channel-marketplace = Marketplace
channel-qris = QRIS
answer-delivery = How goods are delivered
goods-own-courier = Own courier
goods-ojek-online = Ojek online
goods-warung-pesan-kirim = Warung pesan kirim

# interests
answer-interests = Which programmes are wanted
interest-online-training = Training online
interest-online-marketing = Marketing online
interest-prakerja = Kartu Prakerja
interest-restructuring = Easier loan terms (restructuring)
interest-stimulus = Stimulus
answer-plut = Help wanted from PLUT
plut-institution = Organisation
plut-financing = Financing
plut-human-resources = People and skills
plut-production = Production
plut-marketing = Marketing
plut-technology = IT

# problem
answer-problem = Problem or complaint
section-problem-hint = In the applicant's words.
answer-problem-status = How far it is
problem-open = Open
problem-passed-on = Passed on
problem-done = Done
answer-passed-to = Passed on to
section-passed-to-hint = For example “regency office”.

# promotion
section-consent-read = Read aloud: “The office may use this product photo for promotion, for example on social media. You may say no. That does not affect the proposal.”
answer-consent = Does the applicant agree?
answer-gallery = May it be shown in the PLUT gallery?

# confirming
visit-notes = Good to know
visit-fix-section = Open this section
confirm-open = Confirm
confirm-change = Change the reason
confirm-done = Confirmed: { $reason }
confirm-pick = Choose a reason
confirm-reason = Reason
confirm-reason-hint = The supervisor reads it with this survey.
confirm-save = Save the confirmation
confirm-undo = Take the confirmation back
confirm-as-card = Compared, as on the card
confirm-card-wrong = The card is wrong, the applicant will have it corrected
confirm-as-family-card = Compared, as on the family card
confirm-job-ended = Retired or no longer employed
confirm-job-not-public = Not a public employee
confirm-no-position = No GPS signal here
confirm-place-right = The position was taken at the business
confirm-photo-earlier = An older photo, the business is the same
confirm-paper-later = The paper will follow
confirm-asked = The applicant was asked

# findings
finding-nik-code-moved = The NIK carries an older region code
finding-nik-code-moved-do = { $issued }, { $old } before, is { $new } ({ $name }) since { $year }. A NIK does not change with it. Nothing to do.
finding-nik-regency-split = The NIK is older than the regency
finding-nik-regency-split-do = { $name } was made out of { $issued } in { $year }. The NIK keeps the older code. Nothing to do.
finding-nik-district-before-split = Unknown district code in the NIK
finding-nik-district-before-split-do = It may be from before { $name } left { $issued } ({ $year }). Compare digits 5–6 with the card. If they agree, you may go on.
finding-family-card-region-unknown = Unknown region code in the family card number
finding-family-card-region-unknown-do = Compare digits 1–4 ({ $code }) with the family card. If they agree, you may go on.
finding-family-card-date = The date in the family card number is impossible
finding-family-card-date-do = Compare digits 7–12 ({ $date }) with the family card. If they agree, you may go on.
finding-family-card-same-as-nik = The family card number equals the NIK
finding-family-card-same-as-nik-do = Its number stands at the top of the family card. Type it from there.
finding-occupation-excluded = Occupation on the card: { $occupation }
finding-occupation-excluded-do = Public employees cannot be proposed. Ask whether this still holds and check the eligibility answer.
finding-occupation-ask = Occupation on the card: { $occupation }
finding-occupation-ask-do = Ask whether a public office or company pays. If not, confirm with a reason.
finding-turnover-above-micro = Turnover above that of a micro-business
finding-turnover-above-micro-do = The limit is Rp2 billion a year. Ask again whether this is one month.
finding-aid-kur-denied = A KUR loan is noted, the eligibility answer says no
finding-aid-kur-denied-do = Ask again, then correct one of them.
finding-aid-credit-denied = A bank loan is noted, the eligibility answer says no
finding-aid-credit-denied-do = Ask again, then correct one of them.
finding-photo-product-without-consent = Product photo without the applicant's consent
finding-photo-product-without-consent-do = Ask for consent, or delete the photo.
