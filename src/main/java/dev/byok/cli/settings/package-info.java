/** The commands for settings that people change by name: the default, aliases, config.json. */
@NullMarked
package dev.byok.cli.settings;

import org.jspecify.annotations.NullMarked;
