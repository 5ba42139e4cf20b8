//! `crashcart drill`: lists the drills, opens one to practise in, or proves the cases by them.
//! Sandboxes are made in `runtime::drill`; here is what a person asks for and reads.

mod matrix;
mod practice;
mod report;
mod verify;

use std::process::ExitCode;
use std::sync::Arc;

use serde_json::json;

use super::args::DrillArgs;
use super::print::{self, Printer};
use super::show::library;
use super::{USAGE, fail};
use crate::content::Library;
use crate::domain::Case;
use crate::domain::visible::visible;
use crate::runtime::drill::{Kit, Tools};
use crate::runtime::interrupt::Interrupt;

/// What every kind of drill needs.
struct Ground {
    library: Arc<Library>,
    kit: Kit,
    tools: Tools,
    interrupt: Arc<Interrupt>,
}

/// Does what the arguments ask for.
pub fn run(arguments: &DrillArgs, printer: &Printer) -> ExitCode {
    if arguments.ids.first().is_some_and(|word| word == "done") {
        return practice::done(&library(), *printer);
    }
    let ground = match ground() {
        Ok(ground) => ground,
        Err(why) => return fail(1, &why),
    };
    let cases = match arguments.ids.iter().map(|id| super::diagnose::case(&ground.library, id)).collect() {
        Ok(cases) => cases,
        Err(why) => return fail(USAGE, &why),
    };
    if arguments.list {
        list(&ground, arguments.json, *printer)
    } else if arguments.verify || arguments.matrix.is_some() {
        let every: Vec<&Case> =
            if arguments.ids.is_empty() { ground.library.cases().collect() } else { cases };
        let mut code = if arguments.verify { verify::run(arguments, &ground, &every, *printer) } else { 0 };
        if let (Some(file), false) = (&arguments.matrix, ground.interrupt.is_raised()) {
            code = code.max(matrix::run(file, arguments, &ground, &every));
        }
        ExitCode::from(code)
    } else {
        match cases.as_slice() {
            [] => practice::random(&ground, *printer),
            [case] => practice::run(case, false, &ground, *printer),
            _ => fail(USAGE, "one drill at a time; write crashcart drill ID, or add --verify"),
        }
    }
}

fn ground() -> Result<Ground, String> {
    let library = library();
    let kit = Kit::unpack(&library).map_err(|error| format!("the drills cannot be unpacked: {error}"))?;
    let interrupt = Interrupt::catch().map_err(|error| format!("signals cannot be caught: {error}"))?;
    Ok(Ground { library, kit, tools: Tools::from_env()?, interrupt })
}

fn list(ground: &Ground, json: bool, printer: Printer) -> ExitCode {
    let rows = ground.library.cases().map(|case| {
        let drill = ground.kit.drill(&case.id);
        let why_not = match drill {
            None => Some("no drill".to_owned()),
            Some(drill) => drill.none.clone().or_else(|| ground.tools.missing(drill)),
        };
        (case, drill, why_not)
    });
    if json {
        let rows = rows.map(|(case, drill, why_not)| {
            json!({
                "id": case.id.as_str(), "title": case.title, "ready": why_not.is_none(), "why_not": why_not,
                "needs": drill.map(|drill| drill.needs.clone()).unwrap_or_default(),
            })
        });
        print::json(&rows.collect());
        return ExitCode::SUCCESS;
    }
    let mut text = String::new();
    for (case, _, why_not) in rows {
        let id = printer.id(&format!("{:<12}", case.id.as_str()));
        text.push_str(&format!("{id} {}\n", visible(&case.title)));
        if let Some(why) = why_not {
            text.push_str(&format!("{:<12} {}\n", "", printer.dim(&visible(&why))));
        }
    }
    print::out(&text);
    ExitCode::SUCCESS
}
