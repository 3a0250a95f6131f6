from simulator.content import sample

MENU = {
    "size": {"width": 2500, "height": 843},
    "selected": True,
    "name": "หลัก",
    "chatBarText": "เมนู",
    "areas": [
        {
            "bounds": {"x": 0, "y": 0, "width": 2500, "height": 843},
            "action": {"type": "message", "label": "สถานะ", "text": "สถานะ"},
        }
    ],
}


def upload(api, menu):
    headers = {"Authorization": f"Bearer {api.platform.channel.token}"}
    return api.client.post(
        f"/v2/bot/richmenu/{menu}/content",
        data=sample("image").data,
        content_type="image/png",
        headers=headers,
    )


def test_a_menu_goes_from_creation_to_everybodys_screen(api):
    menu = api.bot("POST", "/v2/bot/richmenu", MENU).json["richMenuId"]

    early = api.bot("POST", f"/v2/bot/user/all/richmenu/{menu}")
    uploads = [upload(api, menu).status_code, upload(api, menu).status_code]
    default = api.bot("POST", f"/v2/bot/user/all/richmenu/{menu}")

    assert early.json == {"message": "must upload richmenu image before applying it to user"}
    assert uploads == [200, 400]
    assert default.status_code == 200
    assert api.bot("GET", "/v2/bot/user/all/richmenu").json == {"richMenuId": menu}
    assert api.bot("GET", "/v2/bot/richmenu/list").json == {
        "richmenus": [{"richMenuId": menu, **MENU}]
    }
    assert api.bot("GET", f"/v2/bot/richmenu/{menu}/content").data == sample("image").data


def test_a_deleted_menu_is_gone(api):
    menu = api.bot("POST", "/v2/bot/richmenu", MENU).json["richMenuId"]

    api.bot("DELETE", f"/v2/bot/richmenu/{menu}")

    assert api.bot("GET", f"/v2/bot/richmenu/{menu}").status_code == 404
    none = api.bot("GET", "/v2/bot/user/all/richmenu")
    assert (none.status_code, none.json) == (404, {"message": "no default richmenu"})


def test_validate_creates_nothing(api):
    assert api.bot("POST", "/v2/bot/richmenu/validate", MENU).status_code == 200
    assert api.bot("GET", "/v2/bot/richmenu/list").json == {"richmenus": []}
