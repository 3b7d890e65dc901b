//! Owns what a status message says: the status, the text above it and the note beside it.

use super::OrderStatus;
use crate::fulfilment::Fulfilment;
use serde::{Deserialize, Serialize};

/// The longest text of a status message, in characters (Meta, order status).
pub const STATUS_BODY_CHARS_MAX: usize = 1_024;
/// The longest note beside a status, in characters (Meta, order status).
pub const STATUS_DESCRIPTION_CHARS_MAX: usize = 120;

/// How a status message reaches the customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StatusRoute {
    /// Within 24 hours after the customer last wrote or paid: as a message of its own.
    Interactive {
        /// The text of the message.
        body: String,
    },
    /// At any time: through an approved template, which has its own text.
    Template {
        /// Its name.
        name: String,
        /// Its language, as `en_US`.
        language: String,
        /// What stands for its variables, in their order.
        variables: Vec<String>,
    },
}

/// A status message that may be sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StatusMessage {
    status: OrderStatus,
    description: Option<String>,
    route: StatusRoute,
}

/// Why a status message may not be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatusFault {
    /// Another message about the order is prepared or on its way.
    Busy,
    /// That status does not follow the one the customer was told, or may have been.
    NoStep {
        /// What the customer was told, or may have been.
        from: OrderStatus,
        /// What was asked for.
        to: OrderStatus,
    },
    /// The message has no text.
    BodyEmpty,
    /// Its text has more than [`STATUS_BODY_CHARS_MAX`] characters.
    BodyTooLong,
    /// The note has more than [`STATUS_DESCRIPTION_CHARS_MAX`] characters.
    DescriptionTooLong,
    /// No template was named.
    NoTemplate,
}

impl StatusFault {
    /// Why, in words.
    pub fn words(self) -> String {
        match self {
            Self::Busy => "another status message of this order is on its way".to_owned(),
            Self::NoStep { from, to } if from == to => {
                format!("the customer was told `{}`, or may have been", to.word())
            }
            Self::NoStep { from, to } => {
                format!("`{}` does not follow `{}`", to.word(), from.word())
            }
            Self::BodyEmpty => "the message has no text".to_owned(),
            Self::BodyTooLong => {
                format!("the message has more than {STATUS_BODY_CHARS_MAX} characters")
            }
            Self::DescriptionTooLong => {
                format!("the note has more than {STATUS_DESCRIPTION_CHARS_MAX} characters")
            }
            Self::NoTemplate => "no template was chosen".to_owned(),
        }
    }
}

impl StatusMessage {
    /// The message, whatever it is to follow.
    ///
    /// # Errors
    /// A text does not fit.
    pub fn new(
        status: OrderStatus,
        description: Option<&str>,
        route: StatusRoute,
    ) -> Result<Self, StatusFault> {
        match &route {
            StatusRoute::Interactive { body } if body.trim().is_empty() => {
                return Err(StatusFault::BodyEmpty);
            }
            StatusRoute::Interactive { body } if body.chars().count() > STATUS_BODY_CHARS_MAX => {
                return Err(StatusFault::BodyTooLong);
            }
            StatusRoute::Template { name, language, .. }
                if name.is_empty() || language.is_empty() =>
            {
                return Err(StatusFault::NoTemplate);
            }
            StatusRoute::Interactive { .. } | StatusRoute::Template { .. } => {}
        }
        let description = description.map(str::trim).filter(|text| !text.is_empty());
        if description.is_some_and(|text| text.chars().count() > STATUS_DESCRIPTION_CHARS_MAX) {
            return Err(StatusFault::DescriptionTooLong);
        }
        Ok(Self {
            status,
            description: description.map(str::to_owned),
            route,
        })
    }

    /// The same message, if it may follow what the customer was told.
    ///
    /// # Errors
    /// The step is not in the provider's table, or another message is on its way.
    pub fn after(self, fulfilment: &Fulfilment) -> Result<Self, StatusFault> {
        if fulfilment.is_busy() {
            return Err(StatusFault::Busy);
        }
        match fulfilment.forbids(self.status) {
            Some(from) => Err(StatusFault::NoStep {
                from,
                to: self.status,
            }),
            None => Ok(self),
        }
    }

    /// What the customer is told.
    pub const fn status(&self) -> OrderStatus {
        self.status
    }

    /// The note beside it, at most [`STATUS_DESCRIPTION_CHARS_MAX`] characters.
    pub fn description(&self) -> Option<&str> {
        self.description.as_deref()
    }

    /// How it reaches them.
    pub const fn route(&self) -> &StatusRoute {
        &self.route
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{fulfilment::StatusTold, operation::OperationState};
    use OrderStatus::{Canceled, Completed, Pending, Processing, Shipped};

    #[test]
    fn a_message_follows_the_table_of_steps() {
        for from in OrderStatus::ALL {
            for to in OrderStatus::ALL {
                let checked = followed(from, to, None, said("On its way."));
                assert_eq!(checked.is_ok(), from.can_become(to), "{from:?} to {to:?}");
            }
        }
    }

    #[test]
    fn texts_fit_or_are_refused() {
        let long = |many| "é".repeat(many);
        check(said(" "), None, Some(StatusFault::BodyEmpty));
        check(said(&long(STATUS_BODY_CHARS_MAX)), None, None);
        check(
            said(&long(STATUS_BODY_CHARS_MAX + 1)),
            None,
            Some(StatusFault::BodyTooLong),
        );
        check(said("x"), Some(&long(STATUS_DESCRIPTION_CHARS_MAX)), None);
        check(
            said("x"),
            Some(&long(STATUS_DESCRIPTION_CHARS_MAX + 1)),
            Some(StatusFault::DescriptionTooLong),
        );
        let nameless = StatusRoute::Template {
            name: String::new(),
            language: "en_US".to_owned(),
            variables: Vec::new(),
        };
        check(nameless, None, Some(StatusFault::NoTemplate));

        #[track_caller]
        fn check(route: StatusRoute, description: Option<&str>, fault: Option<StatusFault>) {
            let checked = followed(Pending, Processing, description, route);
            assert_eq!(checked.err(), fault);
        }
    }

    #[test]
    fn nothing_is_said_in_a_note_of_spaces() {
        let checked = followed(Shipped, Completed, Some("  "), said("Thank you."));
        assert_eq!(
            checked.map(|message| message.description().is_none()),
            Ok(true)
        );
        let over = followed(Canceled, Processing, None, said("Again."));
        let (from, to) = (Canceled, Processing);
        assert_eq!(over, Err(StatusFault::NoStep { from, to }));
    }

    fn followed(
        from: OrderStatus,
        to: OrderStatus,
        description: Option<&str>,
        route: StatusRoute,
    ) -> Result<StatusMessage, StatusFault> {
        let told = |state| StatusTold {
            status: from,
            state,
            judgement: None,
            has_failed: false,
            has_waited: false,
        };
        let message = StatusMessage::new(to, description, route)?;
        let busy = Fulfilment::of([told(OperationState::Prepared)]);
        assert_eq!(message.clone().after(&busy), Err(StatusFault::Busy));
        message.after(&Fulfilment::of([told(OperationState::Accepted)]))
    }

    fn said(body: &str) -> StatusRoute {
        StatusRoute::Interactive {
            body: body.to_owned(),
        }
    }
}
