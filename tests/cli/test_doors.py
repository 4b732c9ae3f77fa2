"""For each route of the API: the command that does the same, or why there is none."""

from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager, nullcontext
from typing import Any

import typer

from bolo.api.app import create_app
from bolo.cli import main

COMMANDS = {
    "account erase": "remove_me",
    "account export": "export_me",
    "account rename": "change_me",
    "account show": "get_me get_my_stats",
    "alerts list": "list_alerts get_alert",
    "alerts read": "read_alert read_all_alerts",
    "alerts unread": "unread_alert",
    "allocate": "get_allocation",
    "api-key create": "create_api_key",
    "api-key list": "list_api_keys",
    "api-key revoke": "revoke_api_key",
    "api-usage": "list_api_usage",
    "audit list": "list_audit_entries",
    "audit verify": "check_audit",
    "backtest": "run_backtest get_backtest check_rules get_rules_example export_backtest",
    "backtests list": "list_backtests",
    "backtests remove": "remove_backtest",
    "channels add": "add_channel add_webhook_endpoint",
    "channels change": "change_channel",
    "channels kinds": "list_channel_kinds",
    "channels list": "list_channels list_webhook_endpoints",
    "channels remove": "remove_channel remove_webhook_endpoint",
    "channels retry": "retry_delivery",
    "channels secret": "rotate_channel_secret",
    "channels sent": "list_deliveries",
    "channels test": "test_channel test_webhook_endpoint",
    "demo past": "import_demo_past get_demo_past",
    "demo remove": "remove_demo",
    "demo show": "get_demo",
    "demo start": "start_demo",
    "doctor": "health ready get_language_model",
    "fees venues": "list_venues",
    "follow add": "add_follow preview_follow",
    "follow edit": "change_follow",
    "follow hits": "list_follow_hits",
    "follow list": "list_follows get_follow",
    "follow pause": "pause_follow",
    "follow remove": "remove_follow",
    "follow resume": "resume_follow",
    "listings export": "export_listings",
    "listings list": "list_listings list_recent_listings",
    "listings mark": "mark_listing mark_listings",
    "listings show": "get_listing",
    "marketplaces": "list_marketplaces list_search_marketplaces list_sources",
    "match learn": "train_on_reviews",
    "opportunities list": "list_opportunities",
    "opportunities show": "get_opportunity",
    "paper begin": "put_paper",
    "paper show": "get_paper",
    "plan list": "list_plans list_admin_workspaces",
    "plan set": "grant_plan",
    "plan show": "get_usage",
    "sales add": "enter_sale",
    "sales import": "import_sales preview_sales",
    "sales list": "list_sales",
    "sales remove": "remove_sale",
    "scan": "scan",
    "searches add": "add_search",
    "searches archive": "archive_search",
    "searches duplicate": "duplicate_search",
    "searches edit": "change_search",
    "searches hits": "list_hits",
    "searches list": "list_searches get_search",
    "searches pause": "pause_search",
    "searches remove": "remove_search",
    "searches resume": "resume_search",
    "searches try": "preview_search parse_rule print_rule",
    "searches word": "word_rule",
    "settings forget": "forget_telling",
    "settings set": "change_settings change_risk_settings put_telling",
    "settings show": "get_settings get_risk_settings get_telling",
    "signin-link": "log_in sign_in",
    "team invite": "invite",
    "team list": "list_members list_invitations",
    "team remove": "remove_member withdraw_invitation",
    "team rename": "rename_workspace",
    "team role": "change_role",
    "templates add": "keep_template",
    "templates list": "list_templates",
    "templates remove": "remove_template",
    "templates use": "search_from_template",
    "verdict list": "list_judgements",
    "verdict replay": "replay_verdict",
    "watch add": "add_watch",
    "watch edit": "change_watch",
    "watch list": "list_watches get_watch",
    "watch pause": "pause_watch",
    "watch remove": "remove_watch",
    "watch restore": "restore_watch",
    "watch resume": "resume_watch",
    "worth": "get_worth",
}
NONE = {
    "the machine's owner is there already: nobody signs in, out or up, or joins": """
        accept_invitation ask_for_reset get_session list_ways_in log_out read_invitation refresh
        register register_invited reset_password sign_out switch_workspace verify_email
        create_workspace leave_workspace list_my_sessions end_my_session end_my_other_sessions""",
    "a secret is shown to a browser, or a letter goes to an address": """
        begin_factor end_factor get_factor offer_factor renew_recovery_codes change_email
        change_password""",
    "it replaces the whole of what `settings set` changes by part": """
        put_risk_settings put_settings""",
    "it is paid at Stripe's own pages, in a browser": """
        begin_checkout cancel_plan change_plan get_billing list_invoices open_portal preview_plan
        resume_plan take_stripe_event""",
    "it is a picture or a page, made to be looked at": """
        get_calibration get_product get_reconciliation list_facets list_listing_facets
        list_prices list_similar_listings follow_alert open_listing list_retention""",
    "a person looks at two things side by side, or at a page, and answers": """
        answer_price_question answer_review get_review get_review_summary list_price_questions
        list_quarantine list_reviews report_match undo_review_answer approve_alert""",
    "it is of the admin page: what failed is looked at there before it is tried again": """
        list_admin_people list_admin_sources list_dead_deliveries list_dead_jobs lock_workspace
        retry_dead_delivery retry_job list_attempts""",
}


def _commands(group: typer.Typer, *above: str) -> Iterator[str]:
    for one in group.registered_commands:
        assert one.callback
        yield " ".join((*above, one.name or one.callback.__name__))
    for below in group.registered_groups:
        assert below.typer_instance
        assert below.name
        yield from _commands(below.typer_instance, *above, below.name)


def _nothing() -> AbstractAsyncContextManager[Any]:
    return nullcontext()


def test_what_the_api_does_a_command_does_too_or_there_is_a_reason() -> None:
    main.load_all()
    known = set(_commands(main.app))
    paths = create_app(_nothing, None).openapi()["paths"]
    operations = [one["operationId"] for methods in paths.values() for one in methods.values()]
    named = [name for some in (*COMMANDS.values(), *NONE.values()) for name in some.split()]

    assert sorted(named) == sorted(operations)
    assert COMMANDS.keys() - known == set()
