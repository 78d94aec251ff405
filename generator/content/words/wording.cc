// The words readers see, in British English, and the filling in of their values.
#include "content/words/wording.h"

#include <algorithm>

namespace gazette {
namespace {

constexpr DefaultWord kDefaultWording[] = {
    // Glossary
    {"term_button", "{form}, definition"},
    {"term_tip", "Definition of {term}"},
    {"term_entry_link", "{term} in the glossary"},
    {"term_close", "Close"},
    {"letters_label", "Letters"},
    {"letter_digits", "0–9"},
    {"letter_signs", "#"},
    {"glossary_former", "Former name."},
    {"glossary_see", "See also:"},
    {"glossary_former_see", "Now:"},
    {"glossary_used", "Used on:"},
    // Bodies of pages
    {"exit_label", "Exit this page"},
    {"note_mark", "note"},
    {"notes_heading", "Notes"},
    {"note_back", "Back to note {number} in the text"},
    {"task_done", "Done:"},
    {"task_open", "To do:"},
    {"table_number", "Table {number}:"},
    {"figure_number", "Figure {number}:"},
    {"callout_note", "Note"},
    {"callout_warning", "Warning"},
    {"callout_important", "Important"},
    {"contact_phone", "Telephone"},
    {"contact_email", "Email"},
    {"contact_address", "Address"},
    {"contact_hours", "Opening hours"},
    {"contact_url", "Website"},
    {"pdf_pages", "{count} pages"},
    {"pages_none", "There are no pages here yet."},
    {"changes_none", "No changes have been published yet."},
    {"withdrawn", "This page was withdrawn."},
    {"withdrawn_on", "This page was withdrawn on {date}."},
    {"withdrawn_see", "See instead: {page}"},
    {"date_format", "{day} {month} {year}"},
    {"month_1", "January"},
    {"month_2", "February"},
    {"month_3", "March"},
    {"month_4", "April"},
    {"month_5", "May"},
    {"month_6", "June"},
    {"month_7", "July"},
    {"month_8", "August"},
    {"month_9", "September"},
    {"month_10", "October"},
    {"month_11", "November"},
    {"month_12", "December"},
    // Data tables, changes and corrections
    {"table_caption", "Table {number}: {title}"},
    {"table_legend", "In this table, {codes}."},
    {"table_legend_code", "{code} means {meaning}"},
    {"table_change", "Change"},
    {"table_note_mark", "[note {number}]"},
    {"table_note_back", "Back to note {number} in the table"},
    {"table_source", "Source: {source}"},
    {"table_download", "Download {title} ({format}, {size})"},
    {"table_correction", "Printed as {published}. The figures give {finding}. {reason}"},
    {"table_correction_limit", "Printed as {published}, expected {finding}. {reason}"},
    {"table_correction_other", "Printed as {published} here and as {finding} elsewhere. {reason}"},
    {"table_correction_unprinted", "The figures give {finding}. {reason}"},
    // What the shorthand of official statistics means (Government Analysis Function).
    {"code_b", "break in series"},
    {"code_c", "confidential"},
    {"code_e", "estimated"},
    {"code_er", "earliest revision"},
    {"code_f", "forecast"},
    {"code_low", "rounds to 0 but is not 0"},
    {"code_p", "provisional"},
    {"code_r", "revised"},
    {"code_u", "low reliability"},
    {"code_w", "none recorded in survey"},
    {"code_x", "not available"},
    {"code_z", "not applicable"},
    {"change_up", "up {size}"},
    {"change_down", "down {size}"},
    {"change_none", "no change"},
    {"change_better", "better"},
    {"change_worse", "worse"},
    {"change_points_one", "{count} percentage point"},
    {"change_points_other", "{count} percentage points"},
    {"corrections_published", "Published"},
    {"corrections_finding", "What we found"},
    {"corrections_limit", "Expected"},
    {"corrections_other", "Elsewhere given as"},
    {"corrections_reason", "Why it stands"},
    {"corrections_until", "To be looked at again by"},
    {"corrections_none", "Nothing is known to be wrong."},
    {"ods_cover", "Cover"},
    {"ods_source", "Source"},
    {"ods_unit", "Unit"},
    {"ods_publisher", "Publisher"},
    {"ods_address", "Published at"},
    {"print_title", "{title}: the whole report"},
    {"data_index_caption", "All data on this site"},
    {"data_index_set", "Data"},
    {"data_index_source", "Source"},
    {"data_index_files", "Files"},
    {"data_index_used", "Shown on"},
    {"data_index_no_source", "Not given"},
    {"data_index_not_shown", "No page as a table or chart"},
    {"data_index_none", "There are no data sets yet."},
    {"data_index_rows_one", "{count} row"},
    {"data_index_rows_other", "{count} rows"},
    // Headline figures and indicators
    {"figures_since", "{change} since {period}"},
    {"figures_better", "better"},
    {"figures_worse", "worse"},
    {"indicators_indicator", "Indicator"},
    {"indicators_change", "Change since {period}"},
    {"indicators_trend", "Trend, {from} to {to}"},
    {"indicators_national", "National figure"},
    {"indicators_commentary", "Commentary"},
    {"indicators_not_applicable", "not applicable"},
    {"indicators_better", "better"},
    {"indicators_worse", "worse"},
    {"indicators_filter", "Show"},
    {"indicators_filter_all", "All indicators"},
    // Pages that every site has
    {"not_found_title", "Page not found"},
    {"not_found_text",
     "There is no page at this address. Check that it is typed right, or start from the home page."},
    {"not_found_home", "Go to the home page"},
    {"search_title", "Search"},
    {"glossary_title", "Glossary"},
    {"data_title", "Data"},
    // Responsibility matrix
    {"matrix_gaps_heading", "Topics with no agreed oversight"},
    {"matrix_gaps_one", "{count} topic has no agreed oversight."},
    {"matrix_gaps_other", "{count} topics have no agreed oversight."},
    {"matrix_gaps_none", "Every topic reports into a board."},
    {"matrix_topics_heading", "Topics and who oversees them"},
    {"matrix_topics_caption", "Which board each topic reports into, and which boards have an interest"},
    {"matrix_boards_heading", "Boards and their topics"},
    {"matrix_boards_label", "Boards"},
    {"matrix_grid_heading", "Topics and boards at a glance"},
    {"matrix_grid_caption", "The role of each board in each topic"},
    {"matrix_grid_key", "An empty cell means no role is recorded."},
    {"matrix_topic", "Topic"},
    {"matrix_scope", "Scope"},
    {"matrix_includes", "Includes"},
    {"matrix_directly", "Directly"},
    {"matrix_reports_into", "Reports into"},
    {"matrix_through", "Through"},
    {"matrix_interested", "Boards with an interest"},
    {"matrix_status", "Status"},
    {"matrix_status_agreed", "Agreed"},
    {"matrix_status_shared", "Shared"},
    {"matrix_gap_no_oversight", "No oversight"},
    {"matrix_gap_to_be_agreed", "To be agreed"},
    {"matrix_none", "None recorded"},
    {"matrix_nobody", "No board"},
    {"matrix_lead", "Lead"},
    {"matrix_interest", "Interest"},
    {"matrix_other_boards", "Other boards"},
    {"matrix_role_of", "{role}: {board}"},
    {"matrix_download", "Download the topics and boards ({format}, {size})"},
    {"matrix_download_topics", "Download the list of topics ({format}, {size})"},
    {"matrix_download_boards", "Download the list of boards ({format}, {size})"},
    {"matrix_total", "Topics for each board"},
    {"matrix_lead_count", "Lead: {count}"},
    {"matrix_interest_count", "Interest: {count}"},
    {"matrix_gap_count", "No lead: {count}"},
    {"matrix_board_description", "The topics that report here and those it has an interest in."},
    {"matrix_board_leads_one", "{count} topic reports here"},
    {"matrix_board_leads_other", "{count} topics report here"},
    {"matrix_board_interest_one", "an interest in {count} topic"},
    {"matrix_board_interest_other", "an interest in {count} topics"},
    {"matrix_board_through_one", "{count} topic passes through it"},
    {"matrix_board_through_other", "{count} topics pass through it"},
    {"matrix_reports_to", "reports to"},
    {"matrix_topic_scope", "{topic} ({scope})"},
    {"matrix_board_topics_heading", "Topics that report here"},
    {"matrix_board_through_heading", "Topics that pass through this board"},
    {"matrix_board_interest_heading", "Topics it has an interest in"},
    {"matrix_board_above_heading", "Where this board reports to"},
    {"matrix_board_below_heading", "Boards that report here"},
    {"matrix_board_no_topics", "No topic reports here directly."},
    {"matrix_board_no_interest", "No interest in a topic is recorded."},
    {"matrix_board_aliases", "Also known as {names}."},
    {"matrix_board_website", "Website of {board}"},
    {"matrix_item_through", "through {boards}"},
    {"matrix_item_shared", "shared with {boards}"},
    {"matrix_item_interest", "interest: {boards}"},
    {"matrix_item_leads", "reports into {boards}"},
    {"matrix_note", "Note"},
    {"matrix_source", "Source: {source}."},
    {"matrix_source_column", "Source"},
    {"matrix_filter_label", "Filter the topics"},
    {"matrix_filter_board", "Board"},
    {"matrix_filter_any", "All boards"},
    {"matrix_filter_role", "Show"},
    {"matrix_filter_all", "All topics"},
    {"matrix_filter_leads", "Topics it leads"},
    {"matrix_filter_interest", "Topics it has an interest in"},
    {"matrix_filter_gaps", "Topics with no agreed oversight"},
    {"matrix_filter_clear", "Clear"},
    {"matrix_filter_status", "Showing {shown} of {total} topics"},
};

/// Appends `text` with every `{name}` of `values` filled in; other braces stay as they are.
std::string fill(std::string_view text, std::initializer_list<WordValue> values) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t close = text[i] == '{' ? text.find('}', i) : std::string_view::npos;
    if (close != std::string_view::npos) {
      const std::string_view name = text.substr(i + 1, close - i - 1);
      const auto* value =
          std::find_if(values.begin(), values.end(), [&](const WordValue& v) { return v.first == name; });
      if (value != values.end()) {
        out += value->second;
        i = close + 1;
        continue;
      }
    }
    out += text[i++];
  }
  return out;
}

std::string_view text_for(const Wording& wording, std::string_view key) {
  if (const auto found = wording.find(std::string(key)); found != wording.end()) return found->second;
  for (const DefaultWord& word : kDefaultWording) {
    if (word.key == key) return word.text;
  }
  return key;
}

}  // namespace

std::span<const DefaultWord> default_wording() {
  return kDefaultWording;
}

std::string say(const Wording& wording, std::string_view key, std::initializer_list<WordValue> values) {
  return fill(text_for(wording, key), values);
}

std::string say_count(const Wording& wording, std::string_view key, std::size_t count,
                      std::initializer_list<WordValue> values) {
  const std::string number = std::to_string(count);
  const std::string text =
      fill(text_for(wording, std::string(key) + (count == 1 ? "_one" : "_other")), values);
  return fill(text, {{"count", number}});
}

}  // namespace gazette
