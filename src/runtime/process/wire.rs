//! The words between a run's thread and its helper, as bytes on a socket.
//! What they make the two do is their business.

use std::ffi::{OsStr, OsString};
use std::io::{self, Read, Write};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::PathBuf;

/// Bytes of one field; far above the 128 KiB that the kernel takes as one argument.
const FIELD_LIMIT: u32 = 16 << 20;
/// Fields of one message; above any environment.
const COUNT_LIMIT: u32 = 1 << 16;

/// One byte orders to the helper after the [`Order`].
pub(super) const INTERRUPT: u8 = b'i';
pub(super) const TERMINATE: u8 = b't';
pub(super) const SWEEP: u8 = b'k';

/// What the helper is to start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Order {
    pub(super) folder: PathBuf,
    /// A folder to remove at the end; empty for none.
    pub(super) scratch: PathBuf,
    /// Program and arguments.
    pub(super) argv: Vec<OsString>,
    pub(super) env: Vec<(OsString, OsString)>,
}

/// What the helper tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Word {
    Started { pid: u32 },
    Failed { why: String },
    Exited { status: i32 },
    Signalled { signal: i32 },
    Swept { survivors: Vec<String>, stubborn: Vec<String> },
}

impl Order {
    pub(super) fn send(&self, to: &mut impl Write) -> io::Result<()> {
        let mut fields: Vec<&OsStr> = vec![self.folder.as_os_str(), self.scratch.as_os_str()];
        let count = self.argv.len().to_string();
        fields.push(OsStr::new(&count));
        fields.extend(self.argv.iter().map(OsString::as_os_str));
        fields.extend(self.env.iter().flat_map(|(name, value)| [name.as_os_str(), value.as_os_str()]));
        let fields: Vec<&[u8]> = fields.into_iter().map(OsStrExt::as_bytes).collect();
        send(to, b'o', &fields)
    }

    pub(super) fn receive(from: &mut impl Read) -> io::Result<Self> {
        let (_, fields) = receive(from)?;
        let mut fields = fields.into_iter().map(OsString::from_vec);
        let mut next = || fields.next().ok_or_else(malformed);
        let folder = PathBuf::from(next()?);
        let scratch = PathBuf::from(next()?);
        let count: usize = next()?.to_str().and_then(|count| count.parse().ok()).ok_or_else(malformed)?;
        let argv: Vec<OsString> = fields.by_ref().take(count).collect();
        let mut env = Vec::new();
        while let (Some(name), Some(value)) = (fields.next(), fields.next()) {
            env.push((name, value));
        }
        Ok(Self { folder, scratch, argv, env })
    }
}

impl Word {
    pub(super) fn send(&self, to: &mut impl Write) -> io::Result<()> {
        match self {
            Self::Started { pid } => send(to, b'S', &[pid.to_string().as_bytes()]),
            Self::Failed { why } => send(to, b'F', &[why.as_bytes()]),
            Self::Exited { status } => send(to, b'E', &[status.to_string().as_bytes()]),
            Self::Signalled { signal } => send(to, b'G', &[signal.to_string().as_bytes()]),
            Self::Swept { survivors, stubborn } => {
                let count = survivors.len().to_string();
                let mut fields = vec![count.as_bytes()];
                fields.extend(survivors.iter().chain(stubborn).map(String::as_bytes));
                send(to, b'Z', &fields)
            }
        }
    }

    pub(super) fn receive(from: &mut impl Read) -> io::Result<Self> {
        let (tag, fields) = receive(from)?;
        let mut fields = fields.iter().map(|field| String::from_utf8_lossy(field).into_owned());
        let first = fields.next().ok_or_else(malformed)?;
        Ok(match tag {
            b'S' => Self::Started { pid: first.parse().map_err(|_| malformed())? },
            b'F' => Self::Failed { why: first },
            b'E' => Self::Exited { status: first.parse().map_err(|_| malformed())? },
            b'G' => Self::Signalled { signal: first.parse().map_err(|_| malformed())? },
            b'Z' => {
                let count = first.parse().map_err(|_| malformed())?;
                let survivors = fields.by_ref().take(count).collect();
                Self::Swept { survivors, stubborn: fields.collect() }
            }
            _ => return Err(malformed()),
        })
    }
}

fn send(to: &mut impl Write, tag: u8, fields: &[&[u8]]) -> io::Result<()> {
    let mut message = vec![tag];
    message.extend(length(fields.len())?);
    for field in fields {
        message.extend(length(field.len())?);
        message.extend_from_slice(field);
    }
    to.write_all(&message)
}

fn receive(from: &mut impl Read) -> io::Result<(u8, Vec<Vec<u8>>)> {
    let mut tag = [0];
    from.read_exact(&mut tag)?;
    let count = receive_length(from, COUNT_LIMIT)?;
    let mut fields = Vec::new();
    for _ in 0..count {
        let mut field = vec![0; receive_length(from, FIELD_LIMIT)? as usize];
        from.read_exact(&mut field)?;
        fields.push(field);
    }
    Ok((tag[0], fields))
}

fn length(length: usize) -> io::Result<[u8; 4]> {
    u32::try_from(length).map(u32::to_le_bytes).map_err(|_| malformed())
}

fn receive_length(from: &mut impl Read, limit: u32) -> io::Result<u32> {
    let mut bytes = [0; 4];
    from.read_exact(&mut bytes)?;
    Some(u32::from_le_bytes(bytes)).filter(|length| *length <= limit).ok_or_else(malformed)
}

fn malformed() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "a malformed message between crashcart and its helper")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_survive_the_way() {
        let order = Order {
            folder: "/tmp".into(),
            scratch: PathBuf::new(),
            argv: vec!["sh".into(), "-c".into(), OsString::from_vec(vec![b'a', 0xFF, b'\n'])],
            env: vec![("A".into(), "1".into()), ("B".into(), "".into())],
        };
        let mut bytes = Vec::new();
        order.send(&mut bytes).unwrap();
        assert_eq!(Order::receive(&mut bytes.as_slice()).unwrap(), order);
        let word = Word::Swept { survivors: vec!["1 a".into()], stubborn: vec!["2 b".into(), "3 c".into()] };
        let mut bytes = Vec::new();
        word.send(&mut bytes).unwrap();
        assert_eq!(Word::receive(&mut bytes.as_slice()).unwrap(), word);
        assert!(Word::receive(&mut &bytes[..bytes.len() - 1]).is_err());
    }
}
