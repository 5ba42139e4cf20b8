//! Actions: everything a person can ask for, each with its name and one sentence.
//! Which key asks for it is in `keymap`; what it does is in `update`.

/// Something a person can ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Focus the next pane.
    NextPane,
    /// Focus the previous pane.
    PreviousPane,
    /// Focus the search line.
    FocusSearch,
    /// Show the keys.
    Help,
    /// List every action.
    Palette,
    /// Give the focused pane the whole screen, and back.
    Zoom,
    /// Draw everything anew.
    Redraw,
    /// Put the program to sleep in the shell.
    Suspend,
    /// Interrupt the running command, else leave.
    Interrupt,
    /// One step back.
    Back,
    /// Leave.
    Quit,
    /// Let the mouse click and scroll, or leave it to the terminal.
    ToggleMouse,
    /// Open the selected case.
    Open,
    /// One row up.
    Up,
    /// One row down.
    Down,
    /// One page up.
    PageUp,
    /// One page down.
    PageDown,
    /// To the beginning.
    First,
    /// To the end, and follow.
    Last,
    /// Choose the command of this number.
    Choose(u8),
    /// Run the selected or the marked commands.
    Run,
    /// Mark the selected command.
    Mark,
    /// Run every read-only check.
    RunAll,
    /// Edit the command before running it.
    EditCommand,
    /// Show the whole command.
    ViewCommand,
    /// Fill the placeholders.
    Fill,
    /// Copy the selected command.
    CopyCommand,
    /// Copy the whole fix.
    CopyFix,
    /// Copy the whole case as Markdown.
    CopyCard,
    /// Search in the output.
    Find,
    /// Next place found.
    FindNext,
    /// Previous place found.
    FindPrevious,
    /// Stop the run.
    Stop,
    /// Run again.
    Again,
    /// Run again and again.
    Watch,
    /// Give the command the whole terminal.
    HandOver,
    /// Copy the output.
    CopyOutput,
    /// Save the output to a file.
    SaveOutput,
    /// Show the previous run.
    PreviousRun,
    /// Show the next run.
    NextRun,
    /// Forget a finished run.
    CloseRun,
    /// Accept what the dialog holds.
    Accept,
    /// Ask for the list of choices.
    Choices,
    /// Next field of the form.
    NextField,
    /// Previous field of the form.
    PreviousField,
    /// A new line in the command.
    NewLine,
    /// Copy instead of running.
    CopyInstead,
    /// Edit instead of running.
    EditInstead,
    /// Cursor left.
    CharLeft,
    /// Cursor right.
    CharRight,
    /// Cursor one word left.
    WordLeft,
    /// Cursor one word right.
    WordRight,
    /// Cursor to the start of the line.
    LineStart,
    /// Cursor to the end of the line.
    LineEnd,
    /// Delete the character before the cursor.
    DeleteBack,
    /// Delete the character under the cursor.
    DeleteHere,
    /// Delete the word before the cursor.
    DeleteWord,
    /// Delete the line.
    DeleteLine,
    /// Delete the whole text.
    DeleteAll,
}

impl Action {
    /// One phrase that says what it does, for the help, the palette and the manual.
    pub fn describe(self) -> &'static str {
        match self {
            Self::NextPane => "next pane",
            Self::PreviousPane => "previous pane",
            Self::FocusSearch => "to the search line",
            Self::Help => "keys of this pane",
            Self::Palette => "list of every action",
            Self::Zoom => "this pane full screen, and back",
            Self::Redraw => "draw everything anew",
            Self::Suspend => "suspend; fg comes back",
            Self::Interrupt => "interrupt the running command if the run pane has the focus, else leave",
            Self::Back => "one step back",
            Self::Quit => "leave",
            Self::ToggleMouse => "mouse on or off (off: the terminal selects text)",
            Self::Open => "open the case",
            Self::Up => "up",
            Self::Down => "down",
            Self::PageUp => "one page up",
            Self::PageDown => "one page down",
            Self::First => "to the beginning",
            Self::Last => "to the end; output is followed",
            Self::Choose(_) => "choose the command of this number",
            Self::Run => "run the selected command, or the marked ones",
            Self::Mark => "mark the command, to run several",
            Self::RunAll => "run every read-only check",
            Self::EditCommand => "edit before running",
            Self::ViewCommand => "show the whole command",
            Self::Fill => "fill the placeholders",
            Self::CopyCommand => "copy the command",
            Self::CopyFix => "copy the whole fix",
            Self::CopyCard => "copy the case as Markdown",
            Self::Find => "search in the output",
            Self::FindNext => "next place found",
            Self::FindPrevious => "previous place found",
            Self::Stop => "stop: interrupt, again terminate, again kill",
            Self::Again => "run again",
            Self::Watch => "watch: run every 2 s, changes emphasised; again to end it",
            Self::HandOver => "give the command the whole terminal; back here when it ends",
            Self::CopyOutput => "copy the output",
            Self::SaveOutput => "save the output to a file",
            Self::PreviousRun => "previous run",
            Self::NextRun => "next run",
            Self::CloseRun => "forget this finished run",
            Self::Accept => "accept",
            Self::Choices => "list of choices",
            Self::NextField => "next field",
            Self::PreviousField => "previous field",
            Self::NewLine => "new line",
            Self::CopyInstead => "copy instead",
            Self::EditInstead => "edit",
            Self::CharLeft => "cursor left",
            Self::CharRight => "cursor right",
            Self::WordLeft => "one word left",
            Self::WordRight => "one word right",
            Self::LineStart => "to the start of the line",
            Self::LineEnd => "to the end of the line",
            Self::DeleteBack => "delete the character before the cursor",
            Self::DeleteHere => "delete the character under the cursor",
            Self::DeleteWord => "delete the word before the cursor",
            Self::DeleteLine => "delete the line",
            Self::DeleteAll => "delete the whole text",
        }
    }
}
