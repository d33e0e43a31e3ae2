# Decisions of supervisors: why a survey is rejected, and the way of a returned one.

# why a survey is rejected, by the code of the decision
reject-reason-nik-tidak-padan = The NIK does not match the civil registry
reject-reason-nik-anomali = The NIK is anomalous
reject-reason-nik-format = The NIK is not 16 digits, or its birth date is impossible
reject-reason-nik-ganda = The NIK is proposed twice
reject-reason-asn-tni-polri = Civil servant, soldier, police, or state company employee
reject-reason-meninggal = Has died
reject-reason-bukan-mikro = Not a micro business, or the business does not exist
reject-reason-kredit-kur = Is receiving KUR credit
reject-reason-pindah-ln = Moved abroad
reject-reason-dokumen-kurang = Documents are incomplete
reject-reason-foto-tidak-sesuai = Business photos are unclear or do not fit the place
reject-reason-luar-wilayah = Outside the office's work area
reject-reason-tumpang-tindih = Already receives aid of another programme
reject-reason-pernah-terima = Already received BPUM this year
reject-reason-other = Another reason

# a survey that came back, on the facilitator's phone
group-returned = Returned
row-returned = to be corrected
row-correcting = being corrected
returned-title = Survey returned
returned-count = { $n ->
    [one] { $n } point to correct
   *[other] { $n } points to correct
}
returned-by = Returned by { $name }, { $day }. Everything else stays as it was.
returned-point = { $n }. { $field }
returned-changed = Changed
returned-replied = Answered
returned-supervisor = Supervisor
returned-you = You
returned-when = { $day } at { $time }
returned-edit = Change
returned-edit-of = Change { $field }
returned-reply = Reply
returned-reply-change = Change the reply
returned-reply-of = Reply about { $field }
returned-reply-label = Reply to the supervisor
returned-reply-hint = Saved by itself, sent with the correction.
returned-all = All answers
returned-send = Send again
returned-progress = { $done } of { $total } corrected
returned-progress-none = { $done } of { $total } corrected. Change or reply first.
returned-send-ask = Send this survey again?
returned-send-more = The correction is sealed and queued. It can be changed again only if the supervisor returns it.
returned-send-left = { $n ->
    [one] { $n } point is neither changed nor answered.
   *[other] { $n } points are neither changed nor answered.
}
returned-look = Look again
returned-fetching-title = Being fetched from the province
returned-fetching = The answers and photos of this survey are not on the phone. They come with the next signal and can be corrected then.
returned-none-title = Nothing to correct
returned-none = This survey is not returned, or its correction is sealed already.
remark = Supervisor: { $text }
remark-changed = Changed. Supervisor: { $text }
remark-title = The supervisor asks
decision-approved = Approved
decision-rejected = Rejected
decision-by = { $name }, { $day }
error-survey-not-returned = This survey is not returned, or its answers have not all arrived from the province.
