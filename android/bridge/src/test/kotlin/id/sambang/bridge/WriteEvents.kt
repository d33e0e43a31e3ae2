package id.sambang.bridge

/** Prints one of each event; `android/check` runs it and compares with `events.jsonl`, which the core's tests read. */
fun main() {
    val places = listOf(
        Events.fix(-4.80213, 104.91377, 6.5, 1_618_453_860_000, 900, true),
        Events.noFix("denied"),
        Events.noFix("unavailable"),
    )
    val photos = listOf(Handover.TAKEN, Handover.CLOSED, Handover.DENIED, Handover.FAILED).map(Events::photo)
    val networks = listOf("unknown", "none", "metered", "unmetered").map(Events::network)
    val others = listOf(Events.back(), Events.paused(), Events.edges(), Events.lowMemory())
    (photos + Events.document(Handover.TAKEN) + places + networks + others).forEach(::println)
}
