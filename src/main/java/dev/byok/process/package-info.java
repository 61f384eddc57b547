/** What a process has once: a timer, and actions that run before it ends. */
@NullMarked
package dev.byok.process;

import org.jspecify.annotations.NullMarked;
