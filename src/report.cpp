// SPDX-License-Identifier: Apache-2.0
#include "tianya_rules/report/describe-inl.hpp"
#include "tianya_rules/report/explain_text-inl.hpp"
#include "tianya_rules/report/json-inl.hpp"
#include "tianya_rules/report/messages-inl.hpp"
#include "tianya_rules/report/report-inl.hpp"
#include "tianya_rules/report/sentences-inl.hpp"
#include "tianya_rules/report/text_report-inl.hpp"
#include "tianya_rules/report/wording-inl.hpp"
