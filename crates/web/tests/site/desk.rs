//! Somebody at work on Rania's case: she sends its forms and reads its page.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use regie_care::ids::CaseId;

use crate::scene::{Answer, Scene};

pub struct Desk<'a> {
    pub scene: &'a Scene,
    pub case: CaseId,
    pub cookie: String,
}

impl Desk<'_> {
    pub async fn post(&self, form: &str, body: &str) -> Answer {
        let request = Request::post(format!("/casus/{}/{form}", self.case))
            .header(header::COOKIE, &self.cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.scene.send(request.body(Body::from(body.to_owned())).unwrap()).await
    }

    pub async fn done(&self, form: &str, body: &str) {
        let answer = self.post(form, body).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{form}: {}", answer.body);
    }

    pub async fn page(&self) -> String {
        self.scene.case_with(&self.cookie, self.case).await
    }
}

pub async fn desk<'a>(scene: &'a Scene, login: &str) -> Desk<'a> {
    Desk { scene, case: scene.rania().await, cookie: scene.sign_in(login).await }
}
