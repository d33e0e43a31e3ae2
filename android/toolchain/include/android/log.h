/* What SQLCipher needs of Android's log header, for the link proof. */
#ifndef SAMBANG_ANDROID_LOG_H
#define SAMBANG_ANDROID_LOG_H
enum { ANDROID_LOG_VERBOSE = 2, ANDROID_LOG_DEBUG, ANDROID_LOG_INFO, ANDROID_LOG_WARN, ANDROID_LOG_ERROR };
int __android_log_print(int priority, const char *tag, const char *format, ...);
int __android_log_write(int priority, const char *tag, const char *text);
#endif
