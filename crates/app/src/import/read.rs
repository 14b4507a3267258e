//! Reading the bytes of an export into rows of fields, however the file was mangled on its way.

use super::mapping::Mapping;
use super::report::{Problem, Weight};

/// One row with as many fields as there are headers, in the order of the mapping's columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The line of the file on which the row begins, from 1.
    pub line: u64,
    /// The fields in the order of [`super::mapping::Columns::headers`].
    pub fields: Vec<String>,
}

/// What was read.
#[derive(Debug, Default)]
pub struct Reading {
    /// Usable rows.
    pub rows: Vec<Row>,
    /// What is wrong with the others, and what had to be mended.
    pub problems: Vec<Problem>,
    /// How many rows with any content the file has.
    pub total: usize,
}

/// Reads an export.
///
/// UTF-8 with or without a byte order mark; a field that is not UTF-8 is read as Windows-1252 and reported. Quoted
/// line breaks, unquoted separators in the free-text column, and empty rows are understood.
///
/// # Errors
/// When there is no header, or columns of the mapping are not among the headers.
pub fn read(bytes: &[u8], mapping: &Mapping) -> Result<Reading, String> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let delimiter = u8::try_from(mapping.delimiter).map_err(|_| "the delimiter is not ASCII".to_owned())?;
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(bytes);
    let headers: Vec<String> = reader
        .byte_headers()
        .map_err(|error| format!("line 1: {error}"))?
        .iter()
        .map(|field| decode(field).0.trim().to_owned())
        .collect();
    let places = places(&headers, mapping)?;
    let overflow = headers.iter().position(|header| *header == mapping.overflow);
    let mut reading = Reading::default();
    let mut record = csv::ByteRecord::new();
    loop {
        match reader.read_byte_record(&mut record) {
            Ok(true) => {}
            Ok(false) => return Ok(reading),
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                reading.problems.push(Problem::row(line, format!("the row cannot be read: {error}")));
                continue;
            }
        }
        let line = record.position().map_or(0, |position| line_of(position, bytes));
        if record.iter().all(|field| field.iter().all(u8::is_ascii_whitespace)) {
            continue;
        }
        reading.total += 1;
        let fields = decode_fields(&record, &headers, line, &mut reading.problems);
        match fit(fields, headers.len(), overflow, mapping) {
            Ok((fields, mended)) => {
                if let Some(reason) = mended {
                    reading.problems.push(Problem::field(line, &mapping.overflow, reason, Weight::Note));
                }
                let fields = places.iter().map(|place| fields[*place].trim().to_owned()).collect();
                reading.rows.push(Row { line, fields });
            }
            Err(reason) => reading.problems.push(Problem::row(line, reason)),
        }
    }
}

/// The line on which a row begins. The parser ends a row before the `\n` of a `\r\n`, so the next one seems to begin on
/// the line before.
fn line_of(position: &csv::Position, bytes: &[u8]) -> u64 {
    let start = usize::try_from(position.byte()).ok();
    let at_line_end = start.and_then(|start| bytes.get(start)) == Some(&b'\n');
    position.line() + u64::from(at_line_end)
}

fn places(headers: &[String], mapping: &Mapping) -> Result<Vec<usize>, String> {
    let wanted = mapping.columns.headers();
    let missing: Vec<&str> =
        wanted.iter().copied().filter(|name| !headers.iter().any(|header| header == name)).collect();
    if !missing.is_empty() {
        return Err(format!(
            "line 1: the file has no column {}; mend the mapping's [columns] or export again",
            missing.join(", ")
        ));
    }
    Ok(wanted.iter().filter_map(|name| headers.iter().position(|header| header == name)).collect())
}

fn decode(field: &[u8]) -> (String, bool) {
    match std::str::from_utf8(field) {
        Ok(text) => (text.to_owned(), true),
        Err(_) => (encoding_rs::WINDOWS_1252.decode_without_bom_handling(field).0.into_owned(), false),
    }
}

fn decode_fields(record: &csv::ByteRecord, headers: &[String], line: u64, problems: &mut Vec<Problem>) -> Vec<String> {
    let mut fields = Vec::with_capacity(record.len());
    for (index, bytes) in record.iter().enumerate() {
        let (text, clean) = decode(bytes);
        if !clean {
            let column = headers.get(index).map_or("", String::as_str);
            let reason = format!("not UTF-8; read as Windows-1252: '{text}'");
            problems.push(Problem::field(line, column, reason, Weight::Note));
        }
        fields.push(text);
    }
    fields
}

/// Makes a row as long as the header: joins what an unquoted separator in the free text split, or says why not.
fn fit(
    mut fields: Vec<String>,
    wanted: usize,
    overflow: Option<usize>,
    mapping: &Mapping,
) -> Result<(Vec<String>, Option<String>), String> {
    if fields.len() == wanted {
        return Ok((fields, None));
    }
    let found = fields.len();
    if found < wanted {
        return Err(format!("{found} fields where the header has {wanted}: the row is cut short"));
    }
    let surplus = found - wanted;
    if let Some(place) = overflow {
        let delimiter = mapping.delimiter.to_string();
        let joined = fields[place..=place + surplus].join(&delimiter);
        fields.splice(place..=place + surplus, [joined]);
        let status = fields.last().map_or("", String::as_str);
        if known_status(status, mapping) {
            let reason = format!("{surplus} unquoted '{delimiter}' in the text; joined again");
            return Ok((fields, Some(reason)));
        }
    }
    Err(format!("{found} fields where the header has {wanted}: it is unclear which field is which"))
}

/// Whether the status column holds a value that the mapping knows; the proof that a joined row fits again.
fn known_status(text: &str, mapping: &Mapping) -> bool {
    let statuses = &mapping.status;
    statuses.open.iter().chain(&statuses.without_case).any(|known| super::mapping::same_spelling(known, text))
}
