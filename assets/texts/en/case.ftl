# The supervisor's review page, the comparison of duplicates, and the words of a survey's history.

# names of answers
answer-whole = The survey as a whole
answer-visited-on = Time of the visit
answer-survey-id = Number of the survey
answer-programme = Programme
answer-facilitator = Facilitator
answer-assignment = Assignment
answer-notice = Notice
answer-statement = Statement
answer-signature = Signature
answer-unknown = Answer of another version ({ $path })
answer-thumb-print = Thumb print on paper

# values
value-empty = empty
value-changed = changed
value-long = text changed
value-photos = { $count ->
    [one] 1 photo
   *[other] { $count } photos
}
legality-other = Another paper
line-other = Another line
premises-other = Another place
doing-other = Other
prakerja-other = Other
regional-other = Other
respondent-other = Other
channel-other = Other
goods-other = Other
interest-other = Other
plut-other = Other
problem-other = Other
credit-other = Other

# the page
case-gone = This survey is not in your area
case-gone-more = It moved to another supervisor, or has not reached this tablet yet. Go back to the queue to continue.
case-documents-left-title = The documents of this survey are not kept on the tablet any more
case-documents-left = Decided surveys leave the tablet 30 days after the decision; this one did on { $time }. The province keeps everything. Receipt number and decisions stay here.
case-documents-left-by = Facilitator
case-documents-left-fetch = Fetch it from the province again
error-review-left = The documents of this survey are not kept on the tablet any more. Open the survey and fetch it from the province again.
case-parts = Parts of the survey
case-part-identity = Identity
case-part-business = Business
case-part-place = Location
case-part-statement = Statement
case-part-eligibility = Eligibility
case-part-extra = Additional
case-part-history = History
case-part-conversation = Comments
case-part-conversation-count = Comments { $count }
case-version = Version { $number }
case-version-short = version { $number }
case-by = by { $name }
case-place = { $at } of { $total }
case-state-received = Waiting
case-state-unsent = { $verdict }, waits to be sent
case-judged = { $findings ->
    [one] 1 finding
   *[other] { $findings } findings
}, { $judged } of { $total } answers checked
case-fits = Correct
case-fits-after = Correct. Remove the comment first.
case-say = Comment
case-remark-on = Comment on { $field }
case-remark-hint = Write what is to be done, not who was wrong.
case-remark-remove = Remove comment
case-remark-edit = Change comment
case-remark-edit-of = Change comment on { $field }
case-draft-failed = The last comment was not saved. Check the tablet's storage, then change it once more.

# evidence
case-card-missing = There is no photo of the identity card.
case-nik-says = From the NIK: { $reading }
case-nik-logged = Opening the NIK is logged.
case-opening-logged = opening is logged
case-same-family-card = { $count ->
    [one] 1 other survey names
   *[other] { $count } other surveys name
} the same family card. Normal, good to know.
case-zoom-in = Zoom in
case-zoom-out = Zoom out
case-turn = Turn
case-whole = Whole
case-photo-fetching = Fetching the photo, { $size }
case-photo-offline = No signal. The whole photo is fetched when there is a network.
case-photo-offline-not-arrived = This photo is not at the province yet. The facilitator's phone is still sending.
case-photo-again = Try again
case-photo-not-arrived = Not at the province yet
photo-taken-earlier = Old photo, { $time }
photo-taken-place = By the photo at { $place }
case-files-missing = { $count } of { $total } files have not reached the province. The facilitator's phone is still sending.
case-premises-since = Place and start
case-since = since { $year }
case-in-year = in { $year }
case-map-middle = Middle of { $village }
case-from-middle = { $distance } from the middle of { $village }
case-nearest = Nearest surveys:
case-signed-screen = On the screen
case-read-statement = Read the whole statement
case-statement-signed = The statement that was signed

# history
case-receipt = Receipt number
case-first-received = First received
case-seal = Seal
case-seal-fits = Seal fits
case-seal-broken = The seal does not fit
case-seal-broken-more = This survey is not what was sealed on the facilitator's phone. Do not approve it. Report it to the province with receipt number { $number }.
case-version-first = First version
case-version-same = No answer changed
case-before = Before:
case-after = After:
case-photo-added = Photo added
case-photo-removed = Photo removed
case-photo-replaced = Photo replaced

# conversation
case-conversation-none = No comments yet.
case-conversation-draft = Not sent yet, goes with your decision
case-said-by = { $name } · { $time } · version { $number }
case-you = You
case-reply = Reply
case-outcome-stale = Not applied: a newer version or another decision arrived first.
case-outcome-handed-over = Kept as advice: the survey had moved to another supervisor.
case-outcome-duplicate = Not applied: another survey with this NIK is approved.
case-outcome-other = Not applied.

# what must be known first
case-newer = Version { $number } arrived while you were checking
case-newer-more = This page still shows the version before. Answers that changed must be checked again.
case-newer-show = Show the new version
case-again = A new decision is needed
case-again-newer = Version { $number } arrived before your decision reached the province. Look at what changed, then decide again.
case-again-other = The decision of { $name } ({ $verdict }) arrived first. Decide again if needed.
case-again-duplicate = Another survey with this NIK is approved. Compare them, then decide which one stands.
case-again-own = Your decision before: { $verdict }. It stays in the history.
case-duplicates = { $count ->
    [one] Same NIK as 1 other survey
   *[other] Same NIK as { $count } other surveys
}
case-duplicates-more = All are kept until it is decided which one stands.
case-compare = Compare
case-compare-first = Compare first

# deciding
case-reject = Reject
case-return = { $count ->
    [0] Return
    [one] Return, 1 comment
   *[other] Return, { $count } comments
}
case-approve = Approve and continue
case-left = { $count ->
    [0] All answers are checked
    [one] 1 answer not checked
   *[other] { $count } answers not checked
}
case-decided-approve = { $name } is approved.
case-decided-return = { $name } is returned.
case-decided-reject = { $name } is rejected.
case-decided-returned = { $count ->
    [one] { $count } survey is returned.
   *[other] { $count } surveys are returned.
}
case-undone = The decision is taken back. The survey waits again.
case-undo-late = The decision is sealed already. To change it, decide again.
case-dock-newer = Show the new version first, then decide.
case-decide-again = Decide again
case-own-unsent = Your decision, { $time }, waits to be sent
case-decided-by = Decided by { $name }, { $time }
case-approve-open = Approve { $name }?
case-approve-findings = { $count ->
    [one] { $count } finding:
   *[other] { $count } findings:
}
case-approve-unchecked = { $count ->
    [one] { $count } answer is not checked yet.
   *[other] { $count } answers are not checked yet.
}
case-approve-remarked = { $count ->
    [one] { $count } comment is written.
   *[other] { $count } comments are written.
}
case-approve-remarked-more = The comments are kept, but the survey does not go back to the facilitator. To ask for a correction choose Return.
case-reject-ask = Reject this survey?
case-reject-more = A rejected survey is not proposed. The facilitator sees the reason.
case-reject-reason = Reason from the ministry's list
case-reject-missing = Choose a reason.
case-note = Note
case-note-hint = Read by the facilitator and the province.
case-return-ask = Return to { $name }?
case-return-more = Only what is ticked below is to be corrected. Everything else stays.
case-return-list = To be corrected
case-return-none = No comments yet. Choose an answer, then write what is to be done.
case-return-add = Add another answer
case-return-missing = At least one comment is needed.
case-return-confirm = { $count ->
    [0] Return
    [one] Return 1 answer
   *[other] Return { $count } answers
}
case-phrase-unclear = Photo is unclear, please take it again.
case-phrase-cut = Sheet is cut off, please photograph all of it.
case-phrase-other = Photo does not fit, please take it again at the business.
case-phrase-card = Compare with the identity card again.
case-phrase-ask = Please ask the applicant again.
case-phrase-incomplete = Incomplete, please complete it.
error-review-outdated = A newer version has arrived. Show it first, then decide.
error-review-no-comment = At least one comment is needed.
error-review-no-reason = Choose a reason.
error-review-empty-comment = A comment is empty.
error-review-too-long = The decision is too long. Shorten the comments.
error-review-unknown = This decision is not known. Update the app.

# keys
case-key-approve = Approve
case-key-return = Return
case-key-reject = Reject
case-key-next = Next survey
case-key-previous = Previous survey
case-key-parts = Go to that part
case-key-close = Close the window

# duplicates
compare-title = Same NIK, { $count } surveys
compare-subtitle = All are kept until decided
compare-nik = NIK { $nik }
compare-none = No possible duplicates
compare-none-more = No other survey of this programme has this NIK.
compare-other = Survey to compare with
compare-survey = Survey { $letter }
compare-differing = { $count } of { $total } answers differ
compare-differs = Differs:
compare-unknown = not visible from your area
compare-place = Village
compare-facilitator = Facilitator
compare-received = Received
compare-apart = Distance between them
compare-outside = Survey B (facilitator { $name }) is decided by the supervisor of its area. Only its receipt number, facilitator, village, time and state are visible.
compare-other-area = You decide survey A only
compare-use-a = Use A, reject B
compare-use-b = Use B, reject A
compare-approve-a = Approve A
compare-reject-a = Reject A
compare-use-a-ask = Use survey A and reject survey B?
compare-use-b-ask = Use survey B and reject survey A?
compare-use-more = The one used is approved. The other is rejected as a duplicate and names the receipt of the one used.
compare-approve-a-ask = Approve survey A?
compare-approve-a-more = If survey B is approved first in its area, this decision is not applied and you are asked to decide again.
compare-reject-a-ask = Reject survey A as a duplicate?
compare-reject-a-more = The note of the rejection names the receipt of survey B.
compare-note = Same NIK: there is another survey with receipt number { $number }
compare-note-stands = Same NIK: the survey with receipt number { $number } stands
compare-two-people = Different people, NIK mistyped
compare-two-people-more = Choose the survey whose NIK must be compared with the card again. It goes back to its facilitator.
compare-return = Return
compare-which = Choose at least one survey.
compare-nik-comment = The NIK is the same as another applicant's. Compare every digit with the identity card, and photograph the card again if needed.
compare-comment-is = Comment: { $words }
