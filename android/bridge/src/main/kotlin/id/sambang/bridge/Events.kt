package id.sambang.bridge

/**
 * What the phone tells the app, as one line of JSON each. `PhoneEvent` in `src/platform/phone.rs` is
 * the other end; `android/bridge/events.jsonl` holds one of each kind and both ends are held to it.
 */
object Events {
    fun photo(outcome: String) = event("photo", "outcome" to text(outcome))

    fun document(outcome: String) = event("document", "outcome" to text(outcome))

    fun fix(latitude: Double, longitude: Double, accuracyM: Double, at: Long, ageMs: Long, mock: Boolean) = event(
        "fix",
        "latitude" to "$latitude",
        "longitude" to "$longitude",
        "accuracy_m" to "$accuracyM",
        "at" to "$at",
        "age_ms" to "$ageMs",
        "mock" to "$mock",
    )

    fun noFix(reason: String) = event("no_fix", "reason" to text(reason))

    fun network(state: String) = event("network", "state" to text(state))

    fun back() = event("back")

    fun paused() = event("paused")

    fun edges() = event("edges")

    fun lowMemory() = event("low_memory")

    private fun event(name: String, vararg fields: Pair<String, String>) =
        (listOf("event" to text(name)) + fields).joinToString(",", "{", "}") { (key, value) -> "${text(key)}:$value" }

    /** Every text here is one of our own words, so that nothing needs escaping. */
    private fun text(word: String) = "\"$word\""
}

/** How a file came from another app: the words of `Handover`. */
object Handover {
    const val TAKEN = "taken"
    const val CLOSED = "closed"
    const val DENIED = "denied"
    const val FAILED = "failed"
}
