"""The description of the API: to who is signed in, what the body of each command is like."""


def test_the_description_of_the_api_shows_the_shape_of_each_command(office):
    client = office.signed_in("auditor")
    document = client.get("/openapi.json").json()

    operation = document["paths"]["/api/households/{name}/record-visit"]["post"]
    schema = operation["requestBody"]["content"]["application/json"]["schema"]
    assert schema == {"$ref": "#/components/schemas/RecordVisit"}
    visit_schema = document["components"]["schemas"]["RecordVisit"]
    assert visit_schema["additionalProperties"] is False
    assert "minutes" in visit_schema["properties"]
    assert office.visitor().get("/openapi.json").status_code == 401
    assert "record-visit" in client.get("/docs").text


def test_the_description_tells_how_much_a_list_holds_and_mixes_up_no_two_parts(office):
    document = office.signed_in("auditor").get("/openapi.json").json()
    schemas = document["components"]["schemas"]

    def first_of_an_item(command):
        item = schemas[command]["properties"]["items"]["items"]["$ref"].rpartition("/")[2]
        return schemas[item]["prefixItems"][0]

    topics = schemas["RecordVisit"]["properties"]["topics"]
    assert (topics["minItems"], topics["uniqueItems"]) == (1, True)
    assert first_of_an_item("AgreeHouseholdPlan")["format"] == "uuid"
    assert "format" not in first_of_an_item("ProposeActionPlan")
