// Drives a fuzz target without libFuzzer: every file of the corpus as it is, then seeded mutations of them.
//   fuzz_x [-runs=N] [-seed=N] CORPUS_FOLDER_OR_FILE…
// A crash leaves its input in crash-<pid> in the working folder.

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

namespace {

using Input = std::vector<uint8_t>;

const Input *g_current = nullptr; // what a crash is blamed on

extern "C" void saveAndDie(int signal)
{
    const std::string name = "crash-" + std::to_string(getpid());
    const int file = open(name.c_str(), O_CREAT | O_WRONLY | O_TRUNC, 0600);
    if (file >= 0 && g_current != nullptr) [[maybe_unused]]
        const ssize_t written = write(file, g_current->data(), g_current->size());
    std::signal(signal, SIG_DFL);
    std::raise(signal);
}

Input readFile(const std::filesystem::path &path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

class Mutator
{
public:
    Mutator(std::vector<Input> corpus, uint64_t seed)
        : m_corpus(std::move(corpus))
        , m_random(seed)
    {
    }

    Input next()
    {
        Input input = any();
        for (size_t i = 0, n = 1 + below(4); i < n; ++i)
            mutate(&input);
        constexpr size_t most = 64 * 1024;
        if (input.size() > most)
            input.resize(most);
        return input;
    }

private:
    size_t below(size_t limit) { return limit == 0 ? 0 : m_random() % limit; }
    const Input &any() { return m_corpus[below(m_corpus.size())]; }

    void mutate(Input *input)
    {
        const auto at = static_cast<std::ptrdiff_t>(below(input->size() + 1));
        const auto left = input->size() - static_cast<size_t>(at);
        const auto length = static_cast<std::ptrdiff_t>(below(std::min<size_t>(left, 16) + 1));
        switch (below(6)) {
        case 0: // another byte
            if (left > 0)
                (*input)[static_cast<size_t>(at)] = static_cast<uint8_t>(below(256));
            break;
        case 1: // a bit
            if (left > 0)
                (*input)[static_cast<size_t>(at)] ^= static_cast<uint8_t>(1U << below(8));
            break;
        case 2: // a piece less
            input->erase(input->begin() + at, input->begin() + at + length);
            break;
        case 3: { // a piece twice
            const Input piece(input->begin() + at, input->begin() + at + length);
            input->insert(input->begin() + at, piece.begin(), piece.end());
            break;
        }
        case 4: { // a piece of another
            const Input &other = any();
            const size_t from = below(other.size() + 1);
            const size_t count = below(std::min<size_t>(other.size() - from, 64) + 1);
            const auto begin = other.begin() + static_cast<std::ptrdiff_t>(from);
            input->insert(input->begin() + at, begin, begin + static_cast<std::ptrdiff_t>(count));
            break;
        }
        default: // cut off
            input->resize(static_cast<size_t>(at));
            break;
        }
    }

    std::vector<Input> m_corpus;
    std::mt19937_64 m_random;
};

} // namespace

int main(int argc, char **argv)
{
    uint64_t runs = 10'000;
    uint64_t seed = 1;
    std::vector<Input> corpus;
    for (const std::string &argument : std::vector<std::string>(argv + 1, argv + argc)) {
        if (argument.starts_with("-runs=")) {
            runs = std::stoull(argument.substr(6));
        } else if (argument.starts_with("-seed=")) {
            seed = std::stoull(argument.substr(6));
        } else if (std::filesystem::is_directory(argument)) {
            // Folders have no order of their own; the runs must have.
            const std::filesystem::directory_iterator folder(argument);
            std::vector<std::filesystem::path> paths(begin(folder), end(folder));
            std::ranges::sort(paths);
            for (const std::filesystem::path &path : paths)
                corpus.push_back(readFile(path));
        } else {
            corpus.push_back(readFile(argument));
        }
    }
    if (corpus.empty()) {
        std::cerr << "no corpus\n";
        return 2;
    }
    for (const int signal : {SIGSEGV, SIGABRT, SIGFPE, SIGILL})
        std::signal(signal, saveAndDie);
    for (const Input &input : corpus) {
        g_current = &input;
        LLVMFuzzerTestOneInput(input.data(), input.size());
    }
    Mutator mutator(std::move(corpus), seed);
    for (uint64_t i = 0; i < runs; ++i) {
        const Input input = mutator.next();
        g_current = &input;
        LLVMFuzzerTestOneInput(input.data(), input.size());
    }
    std::cout << runs << " mutations, no crash\n";
    return 0;
}
