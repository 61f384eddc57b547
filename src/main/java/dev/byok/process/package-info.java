/** What a process has once: what must happen before it ends. */
@NullMarked
package dev.byok.process;

import org.jspecify.annotations.NullMarked;
