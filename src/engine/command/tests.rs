//! Proof of the template language: positions in a table, and hostile values through real shells.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use super::lexer::{Position, scan};
use super::*;
use crate::domain::visible::is_plain;
use crate::domain::{Parameter, ParameterType};

const SHELLS: [&str; 2] = ["bash", "dash"];

fn text_parameter(name: &str) -> Parameter {
    Parameter {
        name: name.to_owned(),
        ask: String::new(),
        default: String::new(),
        kind: ParameterType::Text,
        from: None,
        choices: Vec::new(),
    }
}

fn fill(template: &str, values: &[(&str, &str)]) -> Result<Filled, FillError> {
    let parameters: Vec<Parameter> = values.iter().map(|(name, _)| text_parameter(name)).collect();
    let values: BTreeMap<String, String> =
        values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Template::parse(template).fill(&parameters, &values)
}

/// What a shell prints for a command, and whether anything was created in its folder.
fn run(shell: &str, command: &str, folder: &Path) -> Vec<u8> {
    let mut process = Command::new(shell);
    process.arg("-c").arg(command).current_dir(folder);
    process.stdin(Stdio::null()).stderr(Stdio::null());
    process.output().unwrap().stdout
}

fn is_untouched(folder: &Path) -> bool {
    folder.read_dir().unwrap().next().is_none()
}

#[test]
fn positions_are_told_apart() {
    use Position as P;
    let table: [(&str, P); 72] = [
        ("grep -n {{x}} file", P::Word),
        ("{{x}}", P::Word),
        ("a;{{x}};b", P::Word),
        ("a|{{x}}&&{{x}}||b", P::Word),
        ("(cd {{x}}; ls)", P::Word),
        ("({{x}})", P::Word),
        ("cat < {{x}} > {{x}}", P::Word),
        ("cat <<< {{x}}", P::Word),
        ("a 2>&1 {{x}}", P::Word),
        ("a\\\n  {{x}}", P::Word),
        ("it\\'s {{x}}", P::Word),
        ("echo 'a' \"b\" $(c) `d` ${e} $((1<<2)) {{x}}", P::Word),
        ("echo \"$(echo \"a\")\" {{x}}", P::Word),
        ("for i in {{x}}; do a; done", P::Word),
        ("case {{x}} in a) b;; esac", P::Word),
        ("echo a#b {{x}}", P::Word),
        ("python3 - {{x}} <<'PY'\nimport sys # it's\nPY", P::Word),
        ("cat <<A <<-'B' {{x}}\nit's\nA\n\t\"\n\tB\n", P::Word),
        ("cat <<A\nit's\nA\necho {{x}}", P::Word),
        ("python3 -c 'print(1)' {{x}}", P::Word),
        ("sha256sum -c {{x}}", P::Word),
        ("sed -n 1,5p {{x}}", P::Word),
        ("bash -c 'echo \"$1\"' _ {{x}}", P::Word),
        ("docker ps --format '{{.Names}}' {{x}}", P::Word),
        (". {{x}} && env", P::Word),
        ("echo $'it\\'s' {{x}}", P::Word),
        ("echo $(case a in b) c;; esac) {{x}}", P::Word),
        ("echo '{{x}}'", P::SingleQuotes),
        ("echo $'{{x}}'", P::SingleQuotes),
        ("echo 'a\n{{x}} '", P::SingleQuotes),
        ("echo \"{{x}}\"", P::DoubleQuotes),
        ("echo \" {{x}} \"", P::DoubleQuotes),
        ("echo \"\\\" {{x}} \"", P::DoubleQuotes),
        ("echo $\" {{x}} \"", P::DoubleQuotes),
        ("cat <<EOF\n {{x}} \nEOF\n", P::HereDocument),
        ("cat <<'EOF'\n {{x}} \nEOF\n", P::HereDocument),
        ("cat <<EOF | tee a\nEOF2\n {{x}} \nEOF\n", P::HereDocument),
        ("cat << {{x}}\na\n", P::HereDocument),
        ("cat <<-EOF\n\t {{x}} \n\tEOF\n", P::HereDocument),
        ("cat <<EOF\n {{x}} \n", P::HereDocument),
        ("echo $(ls {{x}} )", P::Substitution),
        ("echo $( {{x}} )", P::Substitution),
        ("echo \"$(ls {{x}} )\"", P::Substitution),
        ("echo \"$(case a in b) ls \" {{x}} \";; esac)\"", P::DoubleQuotes),
        ("echo $(case a in b) ls {{x}} ;; esac)", P::Substitution),
        ("echo ` ls {{x}} `", P::Substitution),
        ("echo \"` ls {{x}} `\"", P::Substitution),
        ("diff <(ls {{x}} ) b", P::Substitution),
        ("echo $((1 + {{x}} ))", P::Arithmetic),
        ("(( {{x}} > 1 ))", P::Arithmetic),
        ("echo $(( (1<<2) + {{x}} ))", P::Arithmetic),
        ("echo ${a:- {{x}} }", P::Expansion),
        ("echo \"${a:- {{x}} }\"", P::Expansion),
        ("a # {{x}}", P::Comment),
        ("a;# it's {{x}}", P::Comment),
        ("a --x={{x}}", P::Glued),
        ("a {{x}}.py", P::Glued),
        ("X={{x}} a", P::Glued),
        ("a 'b'{{x}}", P::Glued),
        ("a {{x}}'b'", P::Glued),
        ("a {{x}}>b", P::Glued),
        ("a >{{x}}", P::Glued),
        ("a >&{{x}}", P::Glued),
        ("a foo\\\n{{x}}", P::Glued),
        ("a {b,{{x}}}", P::Glued),
        ("a ${{x}}", P::Glued),
        ("eval {{x}}", P::Code),
        ("sudo sh -c {{x}}", P::Code),
        ("/usr/bin/python3.12 -c {{x}}", P::Code),
        ("ssh {{x}} ls", P::Code),
        ("[[ {{x}} -eq 1 ]]", P::Code),
        ("awk {{x}} file", P::Code),
    ];
    for (template, position) in table {
        let found: Vec<Position> = scan(template).iter().map(|one| one.position).collect();
        assert!(!found.is_empty() && found.iter().all(|one| *one == position), "{template}: {found:?}");
    }
}

#[test]
fn the_program_is_told_from_its_arguments() {
    let first = |template| scan(template).iter().map(|one| one.starts_command).collect::<Vec<_>>();
    assert_eq!(first("{{x}} {{y}}; {{z}} | a {{w}}"), [true, false, true, false]);
    assert_eq!(first("A=1 {{x}} {{y}}\n{{z}}"), [true, false, true]);
    assert_eq!(first("if {{x}}; then {{y}}; fi > {{z}} {{w}}"), [true, true, false, false]);
}

#[test]
fn a_template_is_its_segments() {
    let text = "grep {{a}} {{b}} '{{.Names}}' é";
    let template = Template::parse(text);
    let joined: String = template
        .segments()
        .iter()
        .map(|segment| match segment {
            Segment::Literal(text) => text.clone(),
            Segment::Placeholder(placeholder) => format!("{{{{{}}}}}", placeholder.name),
        })
        .collect();
    assert_eq!(joined, text);
    assert_eq!(template.names(), ["a", "b"]);
}

#[test]
fn values_are_filled_in_one_pass() {
    let filled = fill("a {{x}} {{y}}", &[("x", "{{y}}"), ("y", "z z")]).unwrap();
    assert_eq!(filled.command(), "a '{{y}}' 'z z'");
    let shown: Vec<(&str, Option<&str>)> =
        filled.parts.iter().map(|part| (part.text.as_str(), part.parameter.as_deref())).collect();
    assert_eq!(shown, [("a ", None), ("'{{y}}'", Some("x")), (" ", None), ("'z z'", Some("y"))]);
}

#[test]
fn refusals_name_the_parameter_and_the_reason() {
    let error = |template: &str, value: &str| fill(template, &[("x", value)]).unwrap_err().to_string();
    assert_eq!(
        error("a {{x}}", "b\nc"),
        "x: the value holds U+000A, which does not show or acts on the terminal"
    );
    assert_eq!(error("a '{{x}}'", "b"), "`{{x}}` stands inside single quotes, where no value is safe");
    assert_eq!(error("a {{y}}", "b"), "`{{y}}` is not among the parameters of the case");
}

#[test]
fn empty_values_are_for_those_whose_default_is_empty() {
    let mut parameter = text_parameter("x");
    parameter.kind = ParameterType::File;
    let empty = BTreeMap::from([("x".to_owned(), String::new())]);
    let template = Template::parse("a {{x}}");
    assert_eq!(template.fill(&[parameter.clone()], &empty).unwrap().command(), "a ''");
    parameter.default = "requirements.txt".to_owned();
    assert_eq!(
        template.fill(&[parameter.clone()], &BTreeMap::new()).unwrap().command(),
        "a requirements.txt"
    );
    assert!(template.fill(&[parameter], &empty).is_err());
}

#[test]
fn secrets_travel_in_a_variable() {
    let mut parameter = text_parameter("api_key");
    parameter.kind = ParameterType::Secret;
    let values = BTreeMap::from([("api_key".to_owned(), "s3'cret $x".to_owned())]);
    let filled = Template::parse("curl {{api_key}} {{api_key}}").fill(&[parameter], &values).unwrap();
    assert_eq!(filled.command(), "curl \"$CC_API__KEY\" \"$CC_API__KEY\"");
    assert_eq!(filled.secrets, [("CC_API__KEY".to_owned(), "s3'cret $x".to_owned())]);
}

/// Values made of what shells give a meaning, and of everything else that `validate` lets pass.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("$(:>P)".to_owned()),
        Just("`:>P`".to_owned()),
        Just(";:>P;".to_owned()),
        Just("&:>P&".to_owned()),
        Just("|:>P".to_owned()),
        Just("' ".to_owned()),
        Just("\"".to_owned()),
        Just("\\".to_owned()),
        Just("'\\''".to_owned()),
        Just("${IFS}".to_owned()),
        Just("~".to_owned()),
        Just("*".to_owned()),
        Just("{a,b}".to_owned()),
        Just("!!".to_owned()),
        Just("#".to_owned()),
        Just("{{b}}".to_owned()),
        Just("if".to_owned()),
        Just("A=1".to_owned()),
        "[ -~]{0,6}",
        "[¡-ϿА-я一-龥]{0,3}",
    ];
    let plain = |pieces: Vec<String>| pieces.concat().chars().filter(|next| is_plain(*next)).collect();
    prop::collection::vec(piece, 0..5).prop_map(plain)
}

/// 1,000 values as arguments, at the beginning, in loops, beside here-documents: the program receives
/// exactly the value, in one piece, and nothing else runs.
#[test]
fn hostile_values_arrive_as_they_are_in_real_shells() {
    let templates = [
        "printf '%s\\0' {{a}} {{b}}",
        "if :; then printf '%s\\0' {{a}} {{b}}; fi",
        "(printf '%s\\0' {{a}} {{b}})",
        "for i in {{a}} {{b}}; do printf '%s\\0' \"$i\"; done",
        "printf '%s\\0' {{a}} {{b}} <<'X'\nit's `\nX\n",
        "printf '%s\\0' \\\n {{a}} \\\n {{b}} # it's",
    ];
    let folder = tempfile::tempdir().unwrap();
    let mut runner = TestRunner::new(Config { cases: 500, failure_persistence: None, ..Config::default() });
    runner
        .run(&(hostile(), hostile(), 0..templates.len()), |(a, b, number)| {
            let command = fill(templates[number], &[("a", &a), ("b", &b)]).unwrap().command();
            for shell in SHELLS {
                let printed = run(shell, &command, folder.path());
                let expected = format!("{a}\0{b}\0");
                prop_assert_eq!(String::from_utf8_lossy(&printed), expected, "{}: {}", shell, &command);
            }
            prop_assert!(is_untouched(folder.path()), "{}", command);
            Ok(())
        })
        .unwrap();
}

/// A value in the place of the program is looked up as one, and nothing else happens.
#[test]
fn hostile_programs_are_not_found() {
    let folder = tempfile::tempdir().unwrap();
    let mut runner = TestRunner::new(Config { cases: 200, failure_persistence: None, ..Config::default() });
    runner
        .run(&hostile(), |value| {
            // Not `%…`, which names a job.
            let value = format!("x{value}=no-such-program");
            let command = fill("{{a}} x; printf %s $?", &[("a", &value)]).unwrap().command();
            for shell in SHELLS {
                let printed = String::from_utf8_lossy(&run(shell, &command, folder.path())).into_owned();
                prop_assert!(["127", "126"].contains(&printed.as_str()), "{shell}: {command}: {printed}");
            }
            prop_assert!(is_untouched(folder.path()), "{}", command);
            Ok(())
        })
        .unwrap();
}

/// Templates put together at random: whatever place the lexer calls safe is safe in a real shell.
#[test]
fn no_place_that_is_called_safe_runs_a_value() {
    let pieces = [
        " {{a}} ",
        "{{a}}",
        "'",
        "\"",
        "`",
        "$(",
        ")",
        "$((",
        "))",
        "${x:-",
        "}",
        "<<E\n",
        "\nE\n",
        "<<'E'\n",
        "\n",
        " # ",
        "\\",
        "\\\n",
        " case x in ",
        " esac ",
        ";; ",
        "; ",
        " | ",
        " & ",
        " > f ",
        "(",
        ")",
        "$'",
        " echo ",
        " if ",
        " then ",
        " fi ",
        " do ",
        "<(",
        "<<<",
        "<<-E ",
        " [[ ",
        " ]] ",
        "$",
        " { ",
        " } ",
        "x",
        "\n\tE\n",
    ];
    let values = [
        " '\"$(:>P)\"' \";:>P;\" `:>P` $(:>P) '`:>P`' ;:>P; \\$(:>P) }$(:>P) )$(:>P) E a[$(:>P)] ",
        " $(:>P) `:>P` ;:>P; ",
        "'$(:>P)`:>P`;:>P;'",
    ];
    let folder = tempfile::tempdir().unwrap();
    let safe = std::cell::Cell::new(0);
    let mut runner = TestRunner::new(Config { cases: 6000, failure_persistence: None, ..Config::default() });
    runner
        .run(&(prop::collection::vec(0..pieces.len(), 1..12), 0..values.len()), |(numbers, value)| {
            let template: String = numbers.iter().map(|number| pieces[*number]).collect();
            if !template.contains("{{a}}") {
                return Ok(());
            }
            let Ok(filled) = fill(&template, &[("a", values[value])]) else { return Ok(()) };
            safe.set(safe.get() + 1);
            // The files that a redirection of the template itself makes are not the value's.
            let command = filled.command();
            let _ = run("bash", &command, folder.path());
            prop_assert!(!folder.path().join("P").exists(), "{}", command);
            Ok(())
        })
        .unwrap();
    assert!(safe.get() > 200, "only {} templates were tried", safe.get());
}
