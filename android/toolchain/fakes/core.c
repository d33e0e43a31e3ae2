/* The core in the place of the app's library: it hands what the bridge tells to the tests. */
#include <jni.h>

JNIEXPORT void JNICALL Java_id_sambang_bridge_Bridge_attach(JNIEnv *env, jobject bridge) { }

JNIEXPORT void JNICALL Java_id_sambang_bridge_Bridge_detach(JNIEnv *env, jobject bridge) { }

JNIEXPORT void JNICALL Java_id_sambang_bridge_Bridge_tell(JNIEnv *env, jobject bridge, jstring event) {
    jclass tests = (*env)->FindClass(env, "id/sambang/bridge/Told");
    (*env)->CallStaticVoidMethod(env, tests, (*env)->GetStaticMethodID(env, tests, "add", "(Ljava/lang/String;)V"), event);
}
