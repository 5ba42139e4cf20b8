//! Words of the trade that mean the same, and words that mean nothing to a search.
//! Only general knowledge stands here; what one case is called belongs into its `also` phrases.

/// Groups of words of which a text has one and a person types another.
///
/// Members are folded words. A word may stand in several groups.
const GROUPS: &[&[&str]] = &[
    // Short forms that everybody types.
    &["venv", "virtualenv", "virtualenvs", "env", "environment"],
    &["deps", "dep", "dependency", "dependencies", "requirement", "requirements"],
    &["lib", "libs", "library", "package", "packages", "pkg", "distribution"],
    &["pkg", "package"],
    &["mod", "module"],
    &["config", "conf", "cfg", "configuration", "settings", "setup"],
    &["repo", "repository"],
    &["dir", "directory", "folder"],
    &["arg", "args", "argument", "arguments", "option", "options", "flag", "flags", "parameter"],
    &["param", "parameter", "argument"],
    &["doc", "docs", "documentation"],
    &["perf", "performance", "slow", "speed"],
    &["mem", "memory", "ram"],
    &["prod", "production"],
    &["dev", "development"],
    &["db", "database"],
    &["auth", "authentication"],
    &["creds", "credentials", "secret", "secrets", "password", "passwords", "token", "tokens"],
    &["async", "asyncio", "coroutine", "await"],
    &["func", "function", "method"],
    &["ver", "version"],
    &["msg", "message"],
    &["exe", "executable", "binary"],
    &["vuln", "vulnerability", "vulnerabilities", "cve", "advisory"],
    &["regex", "regexp"],
    &["i18n", "localization", "locale"],
    // One machine, many names.
    &["arm64", "aarch64", "m1", "m2", "m3", "apple", "silicon", "arm"],
    &["amd64", "x86", "x64", "intel"],
    &["macos", "osx", "darwin", "mac"],
    &["win", "windows", "win32"],
    &["platform", "architecture", "arch"],
    // Time and text.
    &["tz", "timezone", "timezones", "utc", "dst", "zoneinfo"],
    &["time", "times", "timestamp", "timestamps", "datetime", "clock", "hour", "hours"],
    &["utf8", "unicode", "encoding", "charset", "codec", "mojibake", "umlauts"],
    // The same fault in other words.
    &["ci", "pipeline", "workflow", "actions", "jenkins"],
    &["cant", "cannot", "unable", "couldnt", "wont", "not"],
    &["dont", "doesnt", "didnt", "isnt", "not", "without", "missing"],
    &["missing", "absent", "lost", "gone", "vanished"],
    &["broken", "breaks", "break", "fails", "failing", "failed", "failure", "crash", "crashes", "error"],
    &["hang", "hangs", "stuck", "freeze", "freezes", "frozen", "blocks", "blocked", "blocking", "deadlock"],
    &["flaky", "intermittent", "intermittently", "sometimes", "random", "randomly", "nondeterministic"],
    &["slow", "slowly", "slower", "takes", "forever", "bottleneck"],
    &["conflict", "conflicts", "clash", "clashes", "incompatible", "mismatch"],
    &["circular", "cyclic", "cycle", "loop"],
    &["huge", "big", "heavy", "large", "bloat", "bloated"],
    &["exclude", "excluded", "omit", "omitted", "skip", "skipped", "ignore", "ignored"],
    &["find", "found", "locate", "discover", "discovered", "see"],
    &["remove", "removed", "delete", "deleted", "uninstall", "dropped", "gone"],
    &["upgrade", "upgraded", "update", "updated", "bump", "migrate", "migration"],
    &["compile", "compiled", "build", "building", "built"],
    &["leak", "leaks", "leaked", "exposed", "disclosure", "plaintext"],
    &["profile", "profiler", "profiling", "cprofile"],
    &["type", "types", "typing", "annotation", "annotations", "hint", "hints"],
    &["lint", "linter", "linters", "linting", "flake8", "ruff"],
    &["deterministic", "reproducible"],
    &["cached", "cache", "stale"],
    &["cli", "command", "commands", "script", "scripts", "entrypoint"],
    &["shell", "subprocess", "popen"],
    &["path", "file", "files", "filename"],
    &["data", "assets", "json", "resource", "resources"],
    &["mock", "mocks", "mocking", "patch", "monkeypatch", "stub"],
    &["require", "required", "needs", "depends"],
    &["publish", "release", "upload"],
    &["sdist", "tarball", "archive"],
];

/// Words of every sentence, of no use to tell one fault from another. `not`, `no` and `without` are not
/// among them: they carry the meaning of many an error line.
const STOP_WORDS: &[&str] = &[
    "a", "about", "after", "again", "all", "also", "although", "always", "am", "an", "and", "any", "anyone",
    "are", "as", "ask", "at", "be", "been", "being", "but", "by", "can", "come", "comes", "could", "did",
    "do", "does", "doing", "done", "during", "even", "fix", "for", "from", "get", "gets", "getting", "give",
    "go", "goes", "got", "had", "has", "have", "having", "help", "here", "how", "i", "if", "in", "into",
    "is", "it", "its", "just", "know", "let", "like", "make", "me", "might", "must", "my", "now", "of",
    "off", "on", "once", "or", "our", "out", "over", "please", "problem", "problems", "really", "s", "same",
    "should", "since", "so", "solve", "some", "somehow", "still", "such", "than", "that", "the", "their",
    "them", "then", "there", "these", "they", "thing", "this", "those", "to", "too", "try", "trying", "up",
    "us", "use", "very", "want", "was", "way", "we", "well", "were", "what", "whats", "when", "where",
    "which", "while", "who", "why", "will", "with", "would", "you", "your",
];

/// The same in other languages: Spanish, Portuguese, Italian, French, German, Russian.
const FOREIGN_STOP_WORDS: &[&str] = &[
    "al", "au", "auf", "aus", "aux", "avec", "bei", "como", "con", "da", "dans", "das", "de", "del", "dem",
    "den", "der", "des", "di", "die", "dos", "du", "durch", "ein", "eine", "el", "em", "en", "es", "est",
    "et", "fur", "gli", "il", "im", "ist", "la", "las", "le", "les", "lo", "los", "mi", "mit", "nach", "nel",
    "os", "par", "para", "per", "por", "pour", "que", "se", "sich", "sind", "su", "sur", "um", "una", "und",
    "une", "von", "werden", "wird", "zu", "zum", "zur", "в", "для", "и", "из", "на", "по", "при", "с", "что",
];

/// True for a word of every sentence.
pub(super) fn is_stop_word(word: &str) -> bool {
    STOP_WORDS.binary_search(&word).is_ok() || FOREIGN_STOP_WORDS.binary_search(&word).is_ok()
}

/// The other words of the groups that hold `word`. `not` leads to none: it is meant as it stands.
pub(super) fn synonyms(word: &str) -> impl Iterator<Item = &'static str> {
    let mut found: Vec<&'static str> = Vec::new();
    if word == "not" {
        return found.into_iter();
    }
    for &other in GROUPS.iter().filter(|group| group.contains(&word)).copied().flatten() {
        if other != word && !found.contains(&other) {
            found.push(other);
        }
    }
    found.into_iter()
}

#[cfg(test)]
mod tests {
    use super::{FOREIGN_STOP_WORDS, STOP_WORDS, is_stop_word, synonyms};

    #[test]
    fn stop_words_are_sorted_for_the_search_in_them() {
        assert!(STOP_WORDS.is_sorted() && FOREIGN_STOP_WORDS.is_sorted());
        assert!(is_stop_word("the") && !is_stop_word("not"));
    }

    #[test]
    fn a_word_leads_to_its_group_but_not_to_itself() {
        let found: Vec<_> = synonyms("tz").collect();
        assert!(found.contains(&"timezone") && !found.contains(&"tz"));
        assert_eq!(synonyms("zebra").count(), 0);
    }
}
