package id.sambang.bridge

import android.util.Log
import java.io.IOException

/**
 * What a call into Android or another app answers; null where it refuses. Phones throw what no documentation names
 * (android/README.md has the list), and an exception that nobody catches ends the app in front of the applicant.
 */
internal inline fun <T> asked(what: String, call: () -> T): T? = try {
    call()
} catch (refused: RuntimeException) {
    noted(what, refused)
} catch (refused: IOException) {
    noted(what, refused)
}

/** Its kind alone: the words of an exception may name a file or a place. */
internal fun noted(what: String, refused: Exception): Nothing? {
    Log.w("sambang", "$what: ${refused.javaClass.simpleName}")
    return null
}
