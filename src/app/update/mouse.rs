//! The mouse, where it is switched on: a click focuses and selects, the wheel scrolls. Nothing needs it.

use super::super::action::Action;
use super::super::effect::Effect;
use super::super::event::Mouse;
use super::super::model::{Hot, Model, Pane};
use super::{case, focus, run, search};

/// Lines per notch of the wheel; what terminals and pagers use.
const NOTCH: isize = 3;

/// The mouse was used at this column and row.
pub fn used(model: &mut Model, what: Mouse, column: u16, row: u16) -> Vec<Effect> {
    if model.dialog.is_some() {
        return Vec::new();
    }
    let Some(hot) = target(model, column, row) else { return Vec::new() };
    match what {
        Mouse::Click => click(model, hot),
        Mouse::WheelUp => wheel(model, hot, -1),
        Mouse::WheelDown => wheel(model, hot, 1),
    }
    Vec::new()
}

fn target(model: &Model, column: u16, row: u16) -> Option<Hot> {
    let holds = |area: (u16, u16, u16, u16)| {
        (area.0..area.0.saturating_add(area.2)).contains(&column)
            && (area.1..area.1.saturating_add(area.3)).contains(&row)
    };
    model.viewport.targets.iter().rev().find(|target| holds(target.area)).map(|target| target.what)
}

fn click(model: &mut Model, hot: Hot) {
    match hot {
        Hot::Pane(pane) => focus(model, pane),
        Hot::Hit(position) => {
            let again = model.search.selected == position && model.focus == Pane::Search;
            focus(model, Pane::Search);
            search::select(model, position);
            if again {
                search::open(model);
            }
        }
        Hot::Command(position) => {
            focus(model, Pane::Case);
            let commands = model.card().map(crate::domain::Card::commands).unwrap_or_default();
            if let Some(index) = model.case.shown {
                case::choose(model, index, &commands, position);
            }
        }
        Hot::Tab(position) => {
            focus(model, Pane::Run);
            run::show(model, position);
        }
    }
}

fn wheel(model: &mut Model, hot: Hot, direction: isize) {
    match hot {
        Hot::Pane(Pane::Run) | Hot::Tab(_) => run::scroll(model, NOTCH * direction),
        Hot::Pane(Pane::Case) | Hot::Command(_) => {
            let last = model.viewport.case_lines.saturating_sub(model.viewport.case_rows);
            if let Some(state) = model.case.shown.and_then(|index| model.case.states.get_mut(&index)) {
                state.top = state.top.saturating_add_signed(NOTCH * direction).min(last);
            }
        }
        Hot::Pane(Pane::Search) | Hot::Hit(_) => {
            let action = if direction < 0 { Action::Up } else { Action::Down };
            search::act(model, action);
        }
    }
}
