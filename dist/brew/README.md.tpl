# byok's Homebrew tap

```sh
brew install {{repoOwner}}/tap/byok
```

installs [byok]({{{projectLinkHomepage}}}), with the Java runtime that it needs, its completions and its man pages.

Formula/byok.rb is written by each release of byok. Changes belong into `dist/brew` of its sources.
