/** Values: prompt, answer, usage. No I/O. */
@NullMarked
package dev.byok.conversation;

import org.jspecify.annotations.NullMarked;
