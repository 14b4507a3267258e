//! What the reader has before her.

/// A screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Width and height in CSS pixels.
    pub size: (u32, u32),
    /// Whether it is held in the hand.
    pub mobile: bool,
    /// Whether pages may run scripts.
    pub scripts: bool,
}

impl Look {
    /// A screen on a desk.
    pub const DESK: Self = Self { size: (1280, 900), mobile: false, scripts: true };
    /// A telephone (G-05: 390 pixels wide).
    pub const TELEPHONE: Self = Self { size: (390, 844), mobile: true, scripts: true };
    /// The narrowest screen, which is also a desk at 400 percent (WCAG 2.2, 1.4.10).
    pub const NARROWEST: Self = Self { size: (320, 640), mobile: true, scripts: true };

    /// The same where scripts do not run.
    #[must_use]
    pub const fn without_scripts(self) -> Self {
        Self { scripts: false, ..self }
    }
}

/// The colours that she prefers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// Its name in the media feature `prefers-color-scheme`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}
