import unittest

from planning.settings import SettingsError, read

DATABASE = {
    "DB_HOST": "mariadb.internal",
    "DB_PORT": "3306",
    "DB_NAME": "planning",
    "DB_USER": "planning",
    "DB_PASSWORD": "quiet-word",
    "DB_POOL_SIZE": "5",
}


class SettingsTest(unittest.TestCase):
    def test_a_laptop_has_none_and_is_told_what_is_missing(self) -> None:
        settings = read({})
        self.assertEqual(settings.port, 8080)
        self.assertIsNone(settings.database)
        self.assertEqual(sorted(settings.missing), ["bucket", "database", "provider", "qdrant"])

    def test_a_part_is_there_when_all_of_it_is(self) -> None:
        settings = read(DATABASE)
        assert settings.database is not None
        self.assertEqual((settings.database.port, settings.database.pool_size), (3306, 5))
        self.assertNotIn("database", settings.missing)

    def test_half_a_part_names_the_other_half(self) -> None:
        settings = read({**DATABASE, "DB_PASSWORD": "", "DB_PORT": "many"})
        self.assertIsNone(settings.database)
        self.assertEqual(settings.missing["database"], ["DB_PORT", "DB_PASSWORD"])

    def test_a_key_that_nobody_wrote_yet_is_none(self) -> None:
        settings = read({"OPENAI_API_KEY": "pending", "OPENAI_MODEL": "small"})
        self.assertEqual(settings.missing["provider"], ["OPENAI_API_KEY"])

    def test_several_nodes_and_collections(self) -> None:
        qdrant = read(
            {
                "QDRANT_URLS": "https://a:6333,https://b:6333",
                "QDRANT_API_KEY": "token",
                "QDRANT_CA": "-----BEGIN CERTIFICATE-----",
                "QDRANT_COLLECTIONS": "planning__documents",
            }
        ).qdrant
        assert qdrant is not None
        self.assertEqual(qdrant.urls, ("https://a:6333", "https://b:6333"))

    def test_no_secret_shows_when_settings_are_printed(self) -> None:
        settings = read({**DATABASE, "OPENAI_API_KEY": "quiet-word", "OPENAI_MODEL": "small"})
        self.assertIsNotNone(settings.provider)
        self.assertNotIn("quiet-word", repr(settings))

    def test_a_port_that_is_none_is_refused(self) -> None:
        for port in ("", "http", "0", "70000"):
            with self.subTest(port), self.assertRaisesRegex(SettingsError, "PORT must be a number"):
                read({"PORT": port})


if __name__ == "__main__":
    unittest.main()
