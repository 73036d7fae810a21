// SPDX-License-Identifier: Apache-2.0
// Tables from somebody else's Arrow memory: columns of any type, names and values, cut at any offset, as the bytes say. The shape
// is what the Arrow specification promises (buffers are as long as they must be); all else may be wrong.
#include <array>
#include <cstdint>
#include <cstring>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "../tests/cpp/facts_sample.hpp"
#include "arrow/read_table.hpp"

using namespace tianya_rules;
using namespace tianya_rules::arrow;

namespace {

/// The input, byte by byte; zeros behind its end.
class Bytes {
 public:
  Bytes(const std::uint8_t* data, std::size_t size) : at_(data), end_(data + size) {}
  std::uint8_t one() { return at_ == end_ ? 0 : *at_++; }
  std::size_t below(std::size_t limit) { return one() % limit; }
  template <typename T>
  T value() {
    T made{};
    for (std::size_t i = 0; i < sizeof(T); ++i) reinterpret_cast<std::uint8_t*>(&made)[i] = one();
    return made;
  }

 private:
  const std::uint8_t *at_, *end_;
};

/// Buffers as long as they say, each its own allocation, so that a sanitizer sees the byte behind it.
class Memory {
 public:
  template <typename T>
  const void* keep(const std::vector<T>& values) {
    buffers_.emplace_back(values.size() * sizeof(T) / 8 + 1);
    if (!values.empty()) std::memcpy(buffers_.back().data(), values.data(), values.size() * sizeof(T));
    return buffers_.back().data();
  }

 private:
  std::deque<std::vector<std::uint64_t>> buffers_;
};

constexpr std::array kFormats = {"b",
                                 "c",
                                 "s",
                                 "i",
                                 "l",
                                 "C",
                                 "S",
                                 "I",
                                 "L",
                                 "e",
                                 "f",
                                 "g",
                                 "tdD",
                                 "tdm",
                                 "tss:",
                                 "tsm:",
                                 "tsu:",
                                 "tsn:",
                                 "tsu:Asia/Shanghai",
                                 "u",
                                 "U",
                                 "vu",
                                 "+l",
                                 "+L",
                                 "n",
                                 "d:10,0",
                                 "z",
                                 "+w:2",
                                 "numpy:bool",
                                 "numpy:days",
                                 "numpy:U2",
                                 "x"};
constexpr std::array kNames = {"id",     "kind",    "sent_on",     "done_on",       "open",     "limit", "errors",
                               "weight", "site_id", "said",        "类型",          "办结日期", "opne",  "",
                               "other",  "id",      "limit.known", "done_on.known", "in_scope", "时限"};
constexpr std::array kTexts = {"quick", "time_limited", "即办", "2026-01-02", "a", "", "\xFF", "中", "true"};

class TableMaker {
 public:
  TableMaker(Bytes& bytes, Memory& memory) : bytes_(bytes), memory_(memory) {}

  Field field(int depth) {
    Field made;
    made.name = kNames[bytes_.below(kNames.size())];
    made.format = kFormats[bytes_.below(kFormats.size())];
    if (made.format[0] == '+') {
      if (depth > 0)
        made.format = "u";
      else
        made.children.push_back(field(depth + 1));
    }
    const bool codes = made.format.size() == 1 && std::string_view("csilCSIL").find(made.format) != std::string_view::npos;
    if (codes && depth == 0 && bytes_.below(3) == 0) {
      auto dictionary = std::make_shared<Field>();
      dictionary->format = bytes_.below(4) == 0 ? "l" : "u";
      made.dictionary = dictionary;
    }
    return made;
  }

  ArrayData array(const Field& field, std::int64_t length, int depth) {
    ArrayData made;
    made.offset = static_cast<std::int64_t>(bytes_.below(depth == 0 ? 9 : 1));
    made.length = length;
    const auto cells = static_cast<std::size_t>(made.offset + length);
    const PhysicalType type = physical_type(field);
    if (type.kind == Physical::kNothing) return made;
    made.buffers = {validity(cells)};
    made.null_count = made.buffers[0] == nullptr ? 0 : -1;
    if (is_list(type.kind))
      lists(made, field, type, cells, depth);
    else if (is_text(type.kind) && type.kind != Physical::kTextUtf32)
      texts(made, type.kind, cells);
    else
      made.buffers.push_back(values(type, field, cells));
    if (field.dictionary) made.dictionary = std::make_shared<ArrayData>(array(*field.dictionary, 4, 1));
    return made;
  }

 private:
  const void* validity(std::size_t cells) {
    if (bytes_.below(3) == 0) return nullptr;
    std::vector<std::uint8_t> bits(cells / 8 + 1);
    for (std::uint8_t& byte : bits) byte = bytes_.one();
    return memory_.keep(bits);
  }

  const void* values(const PhysicalType& type, const Field& field, std::size_t cells) {
    std::vector<std::uint8_t> made;
    const std::size_t size = type.kind == Physical::kBits ? cells / 8 + 1 : cells * (cell_bytes(type) == 0 ? 16 : cell_bytes(type));
    // Mostly small numbers, since those of a random pattern are nearly all refused.
    const bool small = bytes_.below(4) != 0;
    const std::size_t width = std::max<std::size_t>(1, cell_bytes(type));
    for (std::size_t i = 0; i < size; ++i) {
      if (field.dictionary != nullptr)
        made.push_back(i % width == 0 ? static_cast<std::uint8_t>(bytes_.below(4)) : 0);
      else
        made.push_back(!small || i % width == 0 || type.kind == Physical::kBits ? bytes_.one() : 0);
    }
    return memory_.keep(made);
  }

  template <typename Offset>
  const void* offsets(const std::vector<std::size_t>& lengths) {
    std::vector<Offset> made{0};
    for (const std::size_t length : lengths) made.push_back(made.back() + static_cast<Offset>(length));
    return memory_.keep(made);
  }

  void texts(ArrayData& made, Physical kind, std::size_t cells) {
    std::vector<std::size_t> lengths;
    std::vector<char> data;
    std::vector<std::array<std::int32_t, 4>> views;
    for (std::size_t i = 0; i < cells; ++i) {
      const std::string_view text = kTexts[bytes_.below(kTexts.size())];
      std::array<std::int32_t, 4> view{static_cast<std::int32_t>(text.size()), 0, 0, static_cast<std::int32_t>(data.size())};
      if (text.size() <= 12) view = {view[0], 0, 0, 0}, std::memcpy(&view[1], text.data(), text.size());
      views.push_back(view);
      lengths.push_back(text.size());
      data.insert(data.end(), text.begin(), text.end());
    }
    if (kind == Physical::kTextViews) {
      made.buffers.push_back(memory_.keep(views));
      made.buffers.push_back(memory_.keep(data));
      made.buffers.push_back(memory_.keep(std::vector<std::int64_t>{static_cast<std::int64_t>(data.size())}));
      return;
    }
    made.buffers.push_back(kind == Physical::kText64 ? offsets<std::int64_t>(lengths) : offsets<std::int32_t>(lengths));
    made.buffers.push_back(memory_.keep(data));
  }

  void lists(ArrayData& made, const Field& field, const PhysicalType& type, std::size_t cells, int depth) {
    std::vector<std::size_t> lengths;
    std::size_t total = 0;
    for (std::size_t i = 0; i < cells; ++i) {
      lengths.push_back(type.kind == Physical::kFixedList ? static_cast<std::size_t>(type.width) : bytes_.below(4));
      total += lengths.back();
    }
    if (type.kind == Physical::kList64) made.buffers.push_back(offsets<std::int64_t>(lengths));
    if (type.kind == Physical::kList32) made.buffers.push_back(offsets<std::int32_t>(lengths));
    for (const Field& child : field.children) made.children.push_back(array(child, static_cast<std::int64_t>(total), depth + 1));
  }

  Bytes& bytes_;
  Memory& memory_;
};

class FuzzedTable : public TableSource {
 public:
  FuzzedTable(Bytes& bytes, Memory& memory) : bytes_(bytes), maker_(bytes, memory) {
    record_.format = "+s";
    for (std::size_t n = bytes.below(7); n > 0; --n) record_.children.push_back(maker_.field(0));
    batches_ = bytes.below(3);
  }
  Result<Field> schema() override { return record_; }
  Result<std::optional<ArrayData>> next(const Field&) override {
    if (batches_ == 0) return std::optional<ArrayData>();
    --batches_;
    ArrayData batch;
    batch.length = static_cast<std::int64_t>(bytes_.below(80));
    batch.offset = static_cast<std::int64_t>(bytes_.below(3));
    batch.null_count = 0;
    batch.buffers = {nullptr};
    for (const Field& field : record_.children) batch.children.push_back(maker_.array(field, batch.length + batch.offset, 0));
    return std::optional<ArrayData>(std::move(batch));
  }

 private:
  Bytes& bytes_;
  TableMaker maker_;
  Field record_;
  std::size_t batches_ = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Vocabulary vocabulary = facts_sample::vocabulary();
  Bytes bytes(data, size);
  Memory memory;
  ImportOptions options;
  options.lenient = bytes.below(2) == 0;
  options.nulls = static_cast<NullMeaning>(bytes.below(3));
  FuzzedTable source(bytes, memory);
  TableProblems problems(0, options.lenient);
  TableVisitor visitor;
  visitor.begin = [](const Field&, const TablePlan&) {};
  visitor.begin_batch = [](const ArrayData&) {};
  visitor.end_batch = [] {};
  std::size_t shown = 0;
  visitor.piece = [&](const Table& piece, std::size_t) {
    for (std::size_t row = 0; row < piece.rows; ++row) {
      for (const Column& column : piece.columns) shown += facts_sample::cell(column, row).size();
    }
  };
  read_table(vocabulary, 0, source, options, problems, visitor);
  (void)problems.diagnostics().render();
  return 0;
}
