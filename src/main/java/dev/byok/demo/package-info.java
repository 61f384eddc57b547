/** The embedded demo provider: a loopback server that speaks the OpenAI dialect. */
@NullMarked
package dev.byok.demo;

import org.jspecify.annotations.NullMarked;
