//! What a run is played on: a deployment and its accounts, or the embedded
//! mock with its own.

use super::ExamineError;
use crate::deployment::BaseUrl;
use crate::http::{ClientOptions, ConnectTo, Proxy, Trust};
use crate::mock::{Listener, MockDeployment, MockOptions, Reach};
use crate::plan::{Target, VerifyPlan};
use crate::redact::{Redactor, Secret};
use crate::session::Account;

/// A target that answers.
pub(super) struct Stage {
    pub(super) base: BaseUrl,
    pub(super) first: Account,
    pub(super) second: Option<Account>,
    pub(super) client: ClientOptions,
    pub(super) mock: Option<MockDeployment>,
}

/// Starts the mock if it is the target.
pub(super) fn set_up(plan: &VerifyPlan) -> Result<Stage, ExamineError> {
    match &plan.target {
        Target::Mock(options) => set_up_mock(options, plan),
        Target::Deployment { base, first, second } => Ok(Stage {
            base: base.clone(),
            first: first.clone(),
            second: second.clone(),
            client: plan.client.clone(),
            mock: None,
        }),
    }
}

fn set_up_mock(options: &MockOptions, plan: &VerifyPlan) -> Result<Stage, ExamineError> {
    // A browser knows no Unix sockets.
    let listener = if plan.browser.is_some() { Listener::local()? } else { Listener::private()? };
    let mock = MockDeployment::start(listener, options.clone())?;
    let base = BaseUrl::parse(mock.base_url())?;
    let mut accounts = mock.accounts().iter().map(|account| Account {
        email: account.email.clone(),
        password: Secret::new(account.password.clone()),
    });
    let nobody = || Account { email: String::new(), password: Secret::new("") };
    let first = accounts.next().unwrap_or_else(nobody);
    let second = accounts.next();
    drop(accounts);
    let mut client = plan.client.clone();
    client.proxy = Proxy::None;
    match mock.reach() {
        Reach::Address(address) => {
            client.connect_to.push(ConnectTo { host: base.host().to_owned(), address: *address });
        }
        Reach::Socket(name) => client.socket = Some(name.clone()),
    }
    if let Some(pem) = mock.certificate_pem() {
        client.trust = Trust::Authorities(pem.as_bytes().to_vec());
    }
    Ok(Stage { base, first, second, client, mock: Some(mock) })
}

/// A redactor that knows the accounts: passwords disappear, addresses become
/// the part that the account plays.
pub(super) fn redactor(stage: &Stage) -> Redactor {
    let redactor = Redactor::new();
    let first = (Some(&stage.first), "<password>", "<first account>");
    let second = (stage.second.as_ref(), "<second password>", "<second account>");
    for (account, password, address) in [first, second] {
        let Some(account) = account else { continue };
        redactor.learn(account.password.reveal(), password);
        redactor.learn_address(&account.email, address);
    }
    redactor
}
