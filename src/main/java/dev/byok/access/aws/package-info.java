/**
 * Credentials from where AWS's tools have them: profiles of its files, and what it gives to
 * containers, instances and jobs. Nothing is written.
 */
@NullMarked
package dev.byok.access.aws;

import org.jspecify.annotations.NullMarked;
