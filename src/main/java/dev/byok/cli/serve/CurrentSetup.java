package dev.byok.cli.serve;

import dev.byok.cli.line.Setup;
import dev.byok.files.FileStamp;
import dev.byok.routing.Router;
import org.jspecify.annotations.Nullable;

/** The user's setup in a process that goes on while the configuration changes. */
final class CurrentSetup {
  private final Setup setup;
  private @Nullable FileStamp seen;

  CurrentSetup(Setup setup) {
    this.setup = setup;
  }

  /** Returns the router of the configuration as it is now. */
  synchronized Router router() {
    // Taken before the file is read: a change in between is seen the next time.
    FileStamp now = FileStamp.of(setup.configFile().path());
    if (seen != null && !now.equals(seen)) {
      setup.reread();
    }
    Router router = setup.router();
    seen = now;
    return router;
  }
}
