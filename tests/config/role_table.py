"""What each role reaches by a POST in the admin.

A administrators, E editors, D and N translators to German and to Dutch, M moderators, O organisers. Behind
the name of a URL stands what it is tried with: a German article, its Dutch translation, the Dutch draft of a
series, a German session.

To reach a screen is not to get through with everything: where a copy goes decides whether it is made, `move`
only asks where to, and a form may offer one role less than another.
"""

TABLE = {
    "AEDO": """
        wagtailadmin_pages:edit session
        wagtailadmin_pages:revisions_revert session
        wagtailsnippets_home_place:edit
        wagtailsnippets_home_place:revisions_revert
    """,
    "AENO": """
        wagtailadmin_pages:edit dutch draft
        wagtailadmin_pages:revisions_revert dutch draft
    """,
    "AED": """
        wagtailadmin_pages:edit article
        wagtailadmin_pages:revisions_revert article
        wagtailsnippets_events_audienceterm:edit
        wagtailsnippets_events_audienceterm:revisions_revert
        wagtailsnippets_events_eventkind:edit
        wagtailsnippets_events_eventkind:revisions_revert
        wagtailsnippets_home_topic:edit
        wagtailsnippets_home_topic:revisions_revert
    """,
    "AEM": """
        comments_threads:close
        comments_threads:edit
    """,
    "AEN": """
        wagtail_localize:upload_pofile
        wagtailadmin_pages:edit dutch
        wagtailadmin_pages:revisions_revert dutch
    """,
    "AEO": """
        wagtailadmin_pages:copy dutch draft
        wagtailadmin_pages:copy session
        wagtailadmin_pages:move dutch draft
        wagtail_localize:convert_to_alias dutch draft
        wagtailadmin_pages:add session
        wagtailadmin_pages:delete dutch draft
        wagtailadmin_pages:delete session
        wagtailadmin_pages:move session
        wagtailadmin_pages:move_confirm dutch draft
        wagtailadmin_pages:move_confirm session
        wagtailadmin_pages:revisions_unschedule dutch draft
        wagtailadmin_pages:revisions_unschedule session
        wagtailadmin_pages:set_page_position dutch draft
        wagtailadmin_pages:set_page_position session
        wagtailadmin_pages:set_privacy dutch draft
        wagtailadmin_pages:set_privacy session
        wagtailadmin_pages:unpublish session
        wagtaildocs:add
        wagtaildocs:add_multiple
        wagtaildocs_chooser:create
        wagtailimages:add
        wagtailimages:add_multiple
        wagtailimages_chooser:create
        wagtailsnippetchoosers_home_organisation:create
        wagtailsnippetchoosers_home_place:create
        wagtailsnippets_home_organisation:add
        wagtailsnippets_home_organisation:copy
        wagtailsnippets_home_organisation:edit
        wagtailsnippets_home_place:add
        wagtailsnippets_home_place:copy
        wagtailsnippets_home_place:revisions_unschedule
        wagtailsnippets_home_place:unpublish
    """,
    "AE": """
        wagtailadmin_pages:copy dutch
        wagtailadmin_pages:copy article
        wagtail_localize:stop_translation
        comments_threads:of_page article
        comments_threads:of_page dutch
        comments_threads:of_page dutch draft
        comments_threads:of_page session
        wagtail_localize:convert_to_alias dutch
        wagtail_localize:submit_page_translation article
        wagtail_localize:submit_page_translation dutch
        wagtail_localize:submit_page_translation dutch draft
        wagtail_localize:submit_page_translation session
        wagtail_localize:submit_snippet_translation
        wagtail_localize:update_translations
        wagtailadmin_pages:add article
        wagtailadmin_pages:delete article
        wagtailadmin_pages:delete dutch
        wagtailadmin_pages:lock article
        wagtailadmin_pages:lock dutch
        wagtailadmin_pages:lock dutch draft
        wagtailadmin_pages:lock session
        wagtailadmin_pages:move article
        wagtailadmin_pages:move dutch
        wagtailadmin_pages:move_confirm article
        wagtailadmin_pages:move_confirm dutch
        wagtailadmin_pages:revisions_unschedule article
        wagtailadmin_pages:revisions_unschedule dutch
        wagtailadmin_pages:set_page_position article
        wagtailadmin_pages:set_page_position dutch
        wagtailadmin_pages:set_privacy article
        wagtailadmin_pages:set_privacy dutch
        wagtailadmin_pages:unlock article
        wagtailadmin_pages:unlock dutch
        wagtailadmin_pages:unlock dutch draft
        wagtailadmin_pages:unlock session
        wagtailadmin_pages:unpublish article
        wagtailadmin_pages:unpublish dutch
        wagtaildocs:delete
        wagtaildocs:delete_multiple
        wagtaildocs:edit
        wagtaildocs:edit_multiple
        wagtailimages:delete
        wagtailimages:delete_multiple
        wagtailimages:edit
        wagtailimages:edit_multiple
        wagtailredirects:add
        wagtailredirects:delete
        wagtailredirects:edit
        wagtailredirects:process_import
        wagtailredirects:start_import
        wagtailsearchpromotions:add
        wagtailsearchpromotions:delete
        wagtailsearchpromotions:edit
        wagtailsnippetchoosers_events_audienceterm:create
        wagtailsnippetchoosers_events_eventkind:create
        wagtailsnippetchoosers_home_synonym:create
        wagtailsnippetchoosers_home_topic:create
        wagtailsnippets_events_audienceterm:add
        wagtailsnippets_events_audienceterm:copy
        wagtailsnippets_events_audienceterm:delete
        wagtailsnippets_events_audienceterm:revisions_unschedule
        wagtailsnippets_events_audienceterm:unpublish
        wagtailsnippets_events_eventkind:add
        wagtailsnippets_events_eventkind:copy
        wagtailsnippets_events_eventkind:delete
        wagtailsnippets_events_eventkind:revisions_unschedule
        wagtailsnippets_events_eventkind:unpublish
        wagtailsnippets_home_organisation:delete
        wagtailsnippets_home_place:delete
        wagtailsnippets_home_synonym:add
        wagtailsnippets_home_synonym:copy
        wagtailsnippets_home_synonym:delete
        wagtailsnippets_home_synonym:edit
        wagtailsnippets_home_topic:add
        wagtailsnippets_home_topic:copy
        wagtailsnippets_home_topic:delete
        wagtailsnippets_home_topic:revisions_unschedule
        wagtailsnippets_home_topic:unpublish
    """,
    "AM": """
        comments_queue:act approve
        comments_queue:act erase
        comments_queue:bulk
        comments_reports:decide
    """,
    "AO": """
        calls:copy
        calls:edit
        calls:letter
        calls:sessions
        desk:attendance
        desk:attendance_print
        registrations:act note
        registrations:edit
        registrations:type
        registrations:write
        seats:edit
    """,
    "A": """
        home_person
        reset_second_factor
        wagtailadmin_collections:add
        wagtailadmin_collections:delete
        wagtailadmin_collections:edit
        wagtailadmin_collections:set_privacy
        wagtailadmin_workflows:add
        wagtailadmin_workflows:add_task
        wagtailadmin_workflows:disable
        wagtailadmin_workflows:disable_task
        wagtailadmin_workflows:edit
        wagtailadmin_workflows:edit_task
        wagtailadmin_workflows:enable
        wagtailadmin_workflows:enable_task
        wagtailadmin_workflows:remove
        wagtailadmin_workflows:remove of all
        wagtailadmin_workflows:task_chooser_create
        wagtaillocales:add
        wagtaillocales:copy
        wagtaillocales:delete
        wagtaillocales:edit
        wagtailsettings:edit commentsettings
        wagtailsettings:edit sitesettings
        wagtailsites:add
        wagtailsites:copy
        wagtailsites:delete
        wagtailsites:edit
        wagtailusers_groups:add
        wagtailusers_groups:delete
        wagtailusers_groups:edit
        wagtailusers_users:add
        wagtailusers_users:delete
        wagtailusers_users:edit
    """,
    "": """
        seats:add
        seats:delete
        wagtail_localize:convert_to_alias article
        wagtail_localize:convert_to_alias session
        wagtail_localize:machine_translate
        wagtailadmin_pages:convert_alias article
        wagtailadmin_pages:convert_alias dutch
        wagtailadmin_pages:convert_alias dutch draft
        wagtailadmin_pages:convert_alias session
        wagtailadmin_pages:unpublish dutch draft
    """,
}


def table() -> dict[str, str]:
    """Return the letters of the roles by the key of a request (role_world.requests)."""
    return {line.strip(): letters for letters, lines in TABLE.items() for line in lines.strip().splitlines()}
